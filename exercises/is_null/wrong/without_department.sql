-- These are employees without a department.
-- Which column does the task speak of?
SELECT id, name
FROM Employees
WHERE department_id IS NULL;
