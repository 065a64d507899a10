-- The condition is about the customer's largest order, not about all of them together.
-- Look at the function in HAVING.
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id
HAVING MAX(order_amount) >= 10000;
