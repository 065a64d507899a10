-- The rows are right and the work is the same as before.
-- Look at what the inner query does for every single order.
SELECT
    o.order_id,
    c.name,
    o.order_amount,
    (
        SELECT SUM(i.order_amount)
        FROM Orders AS i
        WHERE i.customer_id = o.customer_id AND CAST(i.order_date AS VARCHAR) LIKE '2025-03%'
    ) AS total,
    100.0 * o.order_amount / NULLIF((
        SELECT SUM(i.order_amount)
        FROM Orders AS i
        WHERE i.customer_id = o.customer_id AND CAST(i.order_date AS VARCHAR) LIKE '2025-03%'
    ), 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
WHERE CAST(o.order_date AS VARCHAR) LIKE '2025-03%';
