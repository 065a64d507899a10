-- The rows are right; there is a column too many, the salary.
-- The task wants two: a column in WHERE need not be shown.
SELECT id, name, salary
FROM Employees
WHERE salary IS NULL;
