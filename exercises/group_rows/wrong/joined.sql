-- The group of those without a department is missing: the join leaves out who has no partner.
-- Is the second table needed for what the task wants?
SELECT d.id, COUNT(*)
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id;
