-- Some employees are missing here. What do they not have?
SELECT e.id, e.name, d.name AS department
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id;
