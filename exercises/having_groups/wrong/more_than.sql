-- A customer with exactly 10,000 is missing.
-- Look at the sign in HAVING.
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id
HAVING SUM(order_amount) > 10000;
