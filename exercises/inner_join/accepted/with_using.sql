-- Idea: give both columns the same name, and say USING.
SELECT e.id, e.name, d.department
FROM Employees AS e
JOIN (SELECT id AS department_id, name AS department FROM Departments) AS d USING (department_id);
