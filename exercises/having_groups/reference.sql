SELECT customer_id, SUM(order_amount) AS total
FROM Orders
GROUP BY customer_id
HAVING SUM(order_amount) >= 10000;
