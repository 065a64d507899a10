-- Idea: the highest amount of just the row before.
SELECT
    order_id,
    order_amount,
    MAX(order_amount) OVER (ORDER BY order_id ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)
FROM Orders
WHERE customer_id = 12;
