-- The average is the middle between the lowest and the highest, whatever the others earn.
-- Which function takes all of them?
SELECT SUM(salary), (MIN(salary) + MAX(salary)) / 2, MIN(salary), MAX(salary)
FROM Employees;
