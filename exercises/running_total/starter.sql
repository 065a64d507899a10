-- Look at two employees with the same salary: what is the sum of the first of them?
SELECT id, salary, SUM(salary) OVER (ORDER BY salary) AS total
FROM Employees
WHERE salary IS NOT NULL;
