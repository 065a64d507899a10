-- Employees without a department are missing: LEFT JOIN keeps them, and WHERE throws them out.
-- Is that condition needed?
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
WHERE d.id = e.department_id;
