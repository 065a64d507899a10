-- This is the last day that has orders, and not the one with the most.
-- Of which column is the highest value wanted?
WITH days AS (
    SELECT order_date, COUNT(*) AS orders FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE order_date = (SELECT MAX(order_date) FROM days);
