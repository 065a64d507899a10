-- If two days share the highest number, only one of them is here, and chance decides which.
-- Compare with the highest number, instead of cutting.
WITH days AS (
    SELECT order_date, COUNT(*) AS orders
    FROM Orders
    GROUP BY order_date
)
SELECT order_date, orders
FROM days
ORDER BY orders DESC
LIMIT 1;
