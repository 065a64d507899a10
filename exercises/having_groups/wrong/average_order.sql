-- The condition is about the customer's average order, not about all of them together.
-- Look at the function in HAVING.
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id
HAVING AVG(order_amount) >= 10000;
