-- Idea: the other way round.
SELECT e.id, e.name, d.name
FROM Departments AS d
RIGHT JOIN Employees AS e ON d.id = e.department_id;
