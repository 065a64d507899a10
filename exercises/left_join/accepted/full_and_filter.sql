-- Idea: keep both sides, then leave out departments without employees.
SELECT e.id, e.name, d.name
FROM Employees AS e
FULL JOIN Departments AS d ON d.id = e.department_id
WHERE e.id IS NOT NULL;
