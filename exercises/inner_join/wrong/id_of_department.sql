-- The first column is the department's id.
-- Look at the short name before it: whose id is meant?
SELECT d.id, e.name, d.name
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id;
