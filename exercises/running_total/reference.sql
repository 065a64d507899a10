SELECT id, salary, SUM(salary) OVER (ORDER BY salary, id) AS total
FROM Employees
WHERE salary IS NOT NULL;
