-- Idea: rank the days; those with the highest number share place 1.
SELECT order_date, orders
FROM (
    SELECT order_date, COUNT(*) AS orders, RANK() OVER (ORDER BY COUNT(*) DESC) AS place
    FROM Orders
    GROUP BY order_date
) AS ranked
WHERE place = 1;
