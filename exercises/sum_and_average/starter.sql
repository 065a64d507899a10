-- Three of these are right. Which salaries are in the average?
SELECT SUM(salary), SUM(salary) / COUNT(*), MIN(salary), MAX(salary)
FROM Employees;
