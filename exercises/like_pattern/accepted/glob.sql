-- Idea: GLOB knows the patterns of file names.
SELECT id, name
FROM Customers
WHERE name GLOB '*-*';
