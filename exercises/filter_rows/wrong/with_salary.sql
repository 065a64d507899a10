-- The rows are right; there is a column too many, the salary.
-- A column in WHERE need not be shown: the task wants two.
SELECT id, name, salary
FROM Employees
WHERE salary > 5000;
