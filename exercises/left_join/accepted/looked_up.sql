-- Idea: a little query for each employee; it is NULL if it finds nothing.
SELECT e.id, e.name, (SELECT d.name FROM Departments AS d WHERE d.id = e.department_id)
FROM Employees AS e;
