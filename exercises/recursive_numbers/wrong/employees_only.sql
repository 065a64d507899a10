-- A number that is nobody's id is missing.
-- Which table holds all the numbers? None: a query has to make them.
SELECT id, name
FROM Employees
WHERE id BETWEEN 1 AND 10;
