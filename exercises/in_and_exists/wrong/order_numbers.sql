-- The customer's id is looked for among the numbers of orders.
-- Look at the column that the inner query returns.
SELECT name
FROM Customers
WHERE id IN (SELECT order_id FROM Orders WHERE order_amount > 1900);
