-- The salaries are in order; the names of one salary run from Z to A.
-- Each column has a direction of its own.
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC, name DESC;
