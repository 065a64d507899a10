-- Idea: look for orders, and keep those for whom none was found.
SELECT e.id, e.name
FROM Employees AS e
LEFT JOIN Orders AS o ON o.employee_id = e.id
WHERE o.order_id IS NULL;
