-- If no salary is known, the sum is 0 here, and the task wants NULL.
-- Look at what you do with the sum.
SELECT COALESCE(SUM(salary), 0), AVG(salary), MIN(salary), MAX(salary)
FROM Employees;
