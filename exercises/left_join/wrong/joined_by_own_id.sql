-- This puts employee 1 into department 1: it compares the employee's own id.
-- Which column of Employees says the department?
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.id;
