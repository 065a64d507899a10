-- Idea: the same, by the number of characters.
SELECT c.id, c.name
FROM Customers AS c
WHERE LENGTH(c.name) > LENGTH(REPLACE(c.name, '-', ''));
