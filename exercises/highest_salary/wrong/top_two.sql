-- The two best-paid are here, whether they earn the same or not.
-- How many earn the highest salary is not known before: find the amount first.
SELECT id, name
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC
LIMIT 2;
