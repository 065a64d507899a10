-- The third column is the difference to the order before; the task wants the amount itself.
-- Look at what you take away.
SELECT order_id, order_amount, order_amount - LAG(order_amount) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
