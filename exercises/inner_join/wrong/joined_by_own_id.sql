-- This puts employee 1 into department 1 and employee 2 into department 2: it compares the employee's own id.
-- Which column of Employees says the department?
SELECT e.id, e.name, d.name AS department
FROM Employees AS e
JOIN Departments AS d ON d.id = e.id;
