-- The right employees are here, and in the third column the average instead of their salary.
-- Which column does the task want?
SELECT id, name, (SELECT AVG(salary) FROM Employees)
FROM Employees
WHERE salary > (SELECT AVG(salary) FROM Employees);
