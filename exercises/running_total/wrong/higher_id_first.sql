-- Of equal salaries the higher id comes first.
-- Look at the second column of the order.
SELECT id, salary, SUM(salary) OVER (ORDER BY salary, id DESC) AS total
FROM Employees
WHERE salary IS NOT NULL;
