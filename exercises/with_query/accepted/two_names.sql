-- Idea: a second name for the highest number.
WITH days AS (
    SELECT order_date, COUNT(order_id) AS orders FROM Orders GROUP BY 1
), best AS (
    SELECT MAX(orders) AS orders FROM days
)
SELECT d.order_date, d.orders
FROM days AS d
JOIN best AS b ON b.orders = d.orders
ORDER BY d.order_date;
