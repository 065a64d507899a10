-- The condition is about the number of orders, not about what they come to.
-- Look at the function in HAVING.
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id
HAVING COUNT(*) >= 10000;
