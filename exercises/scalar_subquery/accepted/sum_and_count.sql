-- Idea: more than the sum, divided by the number, without dividing.
SELECT id, name, salary
FROM Employees
WHERE salary * (SELECT COUNT(salary) FROM Employees) > (SELECT SUM(salary) FROM Employees);
