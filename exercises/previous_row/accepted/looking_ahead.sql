-- Idea: LEAD, from the highest number down.
SELECT order_id, order_amount, LEAD(order_amount) OVER (ORDER BY order_id DESC) AS amount_before
FROM Orders
WHERE customer_id = 12
ORDER BY order_id;
