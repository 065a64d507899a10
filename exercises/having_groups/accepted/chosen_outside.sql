-- Idea: sums first, and around that an ordinary WHERE.
SELECT customer_id, total
FROM (SELECT customer_id, SUM(order_amount) AS total FROM Orders GROUP BY customer_id) AS totals
WHERE total >= 10000;
