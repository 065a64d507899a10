-- This is the amount of the order after.
-- LEAD looks ahead: which function looks back?
SELECT order_id, order_amount, LEAD(order_amount) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
