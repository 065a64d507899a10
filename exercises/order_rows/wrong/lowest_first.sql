-- The lowest salary comes first, and the names run from Z to A: DESC belongs to the column before it alone.
-- Which of the two is to run from high to low?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary, name DESC;
