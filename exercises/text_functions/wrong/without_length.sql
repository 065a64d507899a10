-- The capitals are there; the third column, the number of characters, is missing.
-- A function counts them.
SELECT id, UPPER(name)
FROM Employees;
