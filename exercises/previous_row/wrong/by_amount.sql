-- This is the next smaller amount, whenever it was ordered.
-- Look at the order in the window.
SELECT order_id, order_amount, LAG(order_amount) OVER (ORDER BY order_amount, order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
