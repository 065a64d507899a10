-- Idea: count the orders of each.
SELECT e.id, e.name
FROM Employees AS e
WHERE (SELECT COUNT(*) FROM Orders AS o WHERE o.employee_id = e.id) = 0;
