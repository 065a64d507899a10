-- This looks back two orders.
-- Look at the number in the brackets.
SELECT order_id, order_amount, LAG(order_amount, 2) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
