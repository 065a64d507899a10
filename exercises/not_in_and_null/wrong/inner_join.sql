-- No rows: JOIN leaves out whoever has no order, and those are the ones you are looking for.
-- Which join keeps them?
SELECT e.id, e.name
FROM Employees AS e
JOIN Orders AS o ON o.employee_id = e.id
WHERE o.order_id IS NULL;
