-- Idea: the older way of writing it, with the condition in WHERE.
SELECT e.id, e.name, d.name
FROM Employees AS e, Departments AS d
WHERE e.department_id = d.id;
