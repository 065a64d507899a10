-- One row. And if another day has as many orders?
WITH days AS (
    SELECT order_date, COUNT(*) AS orders
    FROM Orders
    GROUP BY order_date
)
SELECT order_date, orders
FROM days
ORDER BY orders DESC
LIMIT 1;
