-- Idea: an average is the sum, divided by the number of values; 1.0 keeps what is behind the point.
SELECT SUM(salary), SUM(salary) * 1.0 / COUNT(salary), MIN(salary), MAX(salary)
FROM Employees;
