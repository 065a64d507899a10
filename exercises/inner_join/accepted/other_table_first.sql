-- Idea: begin with the departments.
SELECT e.id, e.name, d.name AS department
FROM Departments AS d
INNER JOIN Employees AS e ON e.department_id = d.id
ORDER BY d.name, e.name;
