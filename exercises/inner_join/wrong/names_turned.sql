-- The department stands in the second column, the employee in the third.
-- The columns come in the order in which you write them after SELECT.
SELECT e.id, d.name, e.name
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id;
