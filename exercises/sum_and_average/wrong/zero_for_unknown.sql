-- The average is too low: an unknown salary counts as 0.
-- Look at what you put in the place of NULL.
SELECT SUM(salary), AVG(COALESCE(salary, 0)), MIN(salary), MAX(salary)
FROM Employees;
