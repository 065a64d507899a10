-- This is the average so far, not the sum.
-- Look at the function.
SELECT id, salary, AVG(salary) OVER (ORDER BY salary, id) AS total
FROM Employees
WHERE salary IS NOT NULL;
