-- Two orders of one customer are counted once.
-- Look at the word in the brackets: the task counts orders.
WITH days AS (
    SELECT order_date, COUNT(DISTINCT customer_id) AS orders FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE orders = (SELECT MAX(orders) FROM days);
