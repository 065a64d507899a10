-- All days are here that have more orders than the average day.
-- Which function gives the highest number?
WITH days AS (
    SELECT order_date, COUNT(*) AS orders FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE orders > (SELECT AVG(orders) FROM days);
