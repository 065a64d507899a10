-- Idea: number the orders from the top and keep three numbers.
SELECT order_id, order_amount
FROM (
    SELECT order_id, order_amount, ROW_NUMBER() OVER (ORDER BY order_amount DESC, order_id) AS n
    FROM Orders
) AS numbered
WHERE n <= 3
ORDER BY n;
