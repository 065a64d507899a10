-- Idea: of the lower numbers of this customer, the highest.
SELECT
    o.order_id,
    o.order_amount,
    (
        SELECT b.order_amount
        FROM Orders AS b
        WHERE b.customer_id = 12 AND b.order_id < o.order_id
        ORDER BY b.order_id DESC
        LIMIT 1
    )
FROM Orders AS o
WHERE o.customer_id = 12;
