-- Idea: write the sum beside each order, then keep one of each customer.
SELECT DISTINCT customer_id, total
FROM (SELECT customer_id, SUM(order_amount) OVER (PARTITION BY customer_id) AS total FROM Orders) AS beside
WHERE total >= 10000;
