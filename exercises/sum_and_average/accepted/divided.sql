-- Idea: an average is the sum, divided by the number of values.
SELECT SUM(salary), SUM(salary) / COUNT(salary), MIN(salary), MAX(salary)
FROM Employees;
