-- Two customers of one name get one total.
-- What tells customers apart?
SELECT
    o.order_id,
    c.name,
    o.order_amount,
    SUM(o.order_amount) OVER (PARTITION BY c.name) AS total,
    100.0 * o.order_amount / NULLIF(SUM(o.order_amount) OVER (PARTITION BY c.name), 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01';
