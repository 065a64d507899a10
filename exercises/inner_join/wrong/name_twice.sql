-- The third column repeats the name of the employee.
-- Look at the short name before it: whose name is meant?
SELECT e.id, e.name, e.name AS department
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id;
