-- This adds up in the order of the ids.
-- What does the task sort by?
SELECT id, salary, SUM(salary) OVER (ORDER BY id) AS total
FROM Employees
WHERE salary IS NOT NULL;
