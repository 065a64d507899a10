-- Employees without a department are in your list, with NULL.
-- LEFT JOIN keeps those without a partner: are they wanted?
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id;
