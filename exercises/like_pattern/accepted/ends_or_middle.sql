-- Idea: in front, at the end, or between two characters.
SELECT id, name
FROM Customers
WHERE name LIKE '-%' OR name LIKE '%-' OR name LIKE '%_-_%';
