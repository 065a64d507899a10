-- The lowest salary comes first: without a further word it goes from low to high.
-- Which word turns that around?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary, name;
