-- Orders of equal amounts are added up once.
-- Look at the word in the brackets.
SELECT customer_id, SUM(DISTINCT order_amount)
FROM Orders
GROUP BY customer_id
HAVING SUM(DISTINCT order_amount) >= 10000;
