-- Idea: no order of this employee exists.
SELECT e.id, e.name
FROM Employees AS e
WHERE NOT EXISTS (SELECT 1 FROM Orders AS o WHERE o.employee_id = e.id);
