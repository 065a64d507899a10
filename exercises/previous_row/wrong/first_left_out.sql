-- The first order is missing: it has none before it, and the task wants it with NULL.
-- Look at the last line.
SELECT order_id, order_amount, amount_before
FROM (
    SELECT order_id, order_amount, LAG(order_amount) OVER (ORDER BY order_id) AS amount_before
    FROM Orders
    WHERE customer_id = 12
) AS beside
WHERE amount_before IS NOT NULL;
