-- No single order is that large, so nothing is left. What is the condition about?
SELECT customer_id, SUM(order_amount) AS total
FROM Orders
WHERE order_amount >= 10000
GROUP BY customer_id;
