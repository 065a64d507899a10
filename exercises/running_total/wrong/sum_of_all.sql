-- Every row shows the sum of all salaries.
-- Without an order in the window, nothing comes before anything.
SELECT id, salary, SUM(salary) OVER () AS total
FROM Employees
WHERE salary IS NOT NULL;
