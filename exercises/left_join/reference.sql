SELECT e.id, e.name, d.name AS department
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id;
