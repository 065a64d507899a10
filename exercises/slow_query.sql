-- A window adds up each customer's orders in one pass; the condition leaves the date alone, so its index serves.
SELECT
    order_id,
    name,
    order_amount,
    total,
    100.0 * order_amount / NULLIF(total, 0) AS share
FROM (
    SELECT
        o.order_id,
        c.name,
        o.order_amount,
        SUM(o.order_amount) OVER (PARTITION BY o.customer_id) AS total
    FROM Orders AS o
    JOIN Customers AS c ON c.id = o.customer_id
    WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01'
) AS report;
