-- Idea: number the orders without gaps, and join each with the number before.
WITH numbered AS (
    SELECT order_id, order_amount, ROW_NUMBER() OVER (ORDER BY order_id) AS n
    FROM Orders
    WHERE customer_id = 12
)
SELECT o.order_id, o.order_amount, b.order_amount
FROM numbered AS o
LEFT JOIN numbered AS b ON b.n = o.n - 1;
