-- Idea: without those that are unlike the pattern.
SELECT id, name
FROM Customers
WHERE NOT name NOT LIKE '%-%'
ORDER BY name;
