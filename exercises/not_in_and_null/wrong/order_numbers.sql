-- The employee's id is looked for among the numbers of orders.
-- Look at the column that the inner query returns.
SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT order_id FROM Orders WHERE employee_id IS NOT NULL);
