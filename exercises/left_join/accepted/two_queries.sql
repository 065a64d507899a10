-- Idea: those with a department, and below them those without.
SELECT e.id, e.name, d.name
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id
UNION ALL
SELECT id, name, NULL FROM Employees WHERE department_id IS NULL;
