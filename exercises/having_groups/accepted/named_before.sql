-- Idea: the same, with a name given first.
WITH totals AS (
    SELECT customer_id, SUM(order_amount) AS total
    FROM Orders
    GROUP BY customer_id
)
SELECT * FROM totals WHERE NOT total < 10000
ORDER BY total DESC;
