-- This adds up from the highest salary down.
-- Look at the direction in the window.
SELECT id, salary, SUM(salary) OVER (ORDER BY salary DESC, id) AS total
FROM Employees
WHERE salary IS NOT NULL;
