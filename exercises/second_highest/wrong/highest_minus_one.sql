-- This returns the highest salary less one, whether anybody earns that or not.
-- The second-highest has to be one of the salaries in the table: look at where your value comes from.
SELECT MAX(salary) - 1 AS second_highest
FROM Employees;
