WITH days AS (
    SELECT order_date, COUNT(*) AS orders
    FROM Orders
    GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE orders = (SELECT MAX(orders) FROM days);
