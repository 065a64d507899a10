-- The average is rounded; the task wants it as it is.
-- Look at the function around it.
SELECT SUM(salary), ROUND(AVG(salary)), MIN(salary), MAX(salary)
FROM Employees;
