-- Idea: look the name up in a little query, for those who have a department.
SELECT id, name, (SELECT d.name FROM Departments AS d WHERE d.id = department_id)
FROM Employees
WHERE department_id IS NOT NULL;
