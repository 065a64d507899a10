-- Idea: the ids that are left, and then the names; here NULL does no harm.
SELECT id, name
FROM Employees
WHERE id IN (SELECT id FROM Employees EXCEPT SELECT employee_id FROM Orders);
