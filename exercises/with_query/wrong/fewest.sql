-- These are the days with the fewest orders.
-- Look at the function in the last line.
WITH days AS (
    SELECT order_date, COUNT(*) AS orders FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE orders = (SELECT MIN(orders) FROM days);
