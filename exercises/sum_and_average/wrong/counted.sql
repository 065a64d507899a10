-- The first column is the number of salaries.
-- Which function adds them up?
SELECT COUNT(salary), AVG(salary), MIN(salary), MAX(salary)
FROM Employees;
