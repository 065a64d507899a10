-- Idea: LEFT OUTER JOIN is the same in full.
WITH listed AS (
    SELECT e.id, e.name, d.name AS department
    FROM Employees AS e
    LEFT OUTER JOIN Departments AS d ON e.department_id = d.id
)
SELECT id, name, department FROM listed ORDER BY department, id;
