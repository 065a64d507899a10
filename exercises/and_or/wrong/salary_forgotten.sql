-- These are all who work in the two departments, whatever they earn.
-- The second half of the task is missing in WHERE.
SELECT id, name
FROM Employees
WHERE department_id = 2 OR department_id = 3;
