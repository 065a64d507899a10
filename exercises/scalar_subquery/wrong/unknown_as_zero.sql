-- The average is too low: an unknown salary counts as 0.
-- Look at what you put in the place of NULL.
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT AVG(COALESCE(salary, 0)) FROM Employees);
