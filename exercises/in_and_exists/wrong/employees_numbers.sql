-- The customer's id is looked for among the ids of employees.
-- Look at the column that the inner query returns.
SELECT name
FROM Customers
WHERE id IN (SELECT employee_id FROM Orders WHERE order_amount > 1900);
