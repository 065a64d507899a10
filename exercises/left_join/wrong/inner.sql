-- Employees without a department are missing: JOIN leaves out who has no partner.
-- Which join keeps them?
SELECT e.id, e.name, d.name AS department
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id;
