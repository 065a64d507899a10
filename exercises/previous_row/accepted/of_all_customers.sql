-- Idea: do it for all customers, then keep one.
SELECT order_id, order_amount, amount_before
FROM (
    SELECT *, LAG(order_amount, 1) OVER (PARTITION BY customer_id ORDER BY order_id) AS amount_before
    FROM Orders
) AS everybody
WHERE customer_id = 12;
