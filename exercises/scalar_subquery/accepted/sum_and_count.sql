-- Idea: more than the sum, divided by the number, without dividing. Not on SQLite, which adds DECIMALs as floats: the last place tells.
SELECT id, name, salary
FROM Employees
WHERE salary * (SELECT COUNT(salary) FROM Employees) > (SELECT SUM(salary) FROM Employees);
