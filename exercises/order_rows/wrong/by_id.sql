-- Among those of one salary the lowest id comes first.
-- What does the task sort them by?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC, id;
