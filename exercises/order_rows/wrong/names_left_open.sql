-- The salaries are in order; names of one salary come as they like.
-- What else does the task sort by?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC;
