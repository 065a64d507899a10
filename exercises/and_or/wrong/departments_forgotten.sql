-- These are all who earn less than 4,000, whatever their department.
-- The first half of the task is missing in WHERE.
SELECT id, name
FROM Employees
WHERE salary < 4000;
