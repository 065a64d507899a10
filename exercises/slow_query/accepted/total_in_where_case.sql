-- Idea: totals by customer first, and the share with a CASE.
SELECT
    o.order_id,
    t.name,
    o.order_amount,
    t.total,
    CASE WHEN t.total <> 0 THEN 100.0 * o.order_amount / t.total END AS share
FROM (
    SELECT c.id, c.name, SUM(m.order_amount) AS total
    FROM Orders AS m
    JOIN Customers AS c ON c.id = m.customer_id
    WHERE m.order_date BETWEEN '2025-03-01' AND '2025-03-31'
    GROUP BY c.id, c.name
) AS t
JOIN Orders AS o ON o.customer_id = t.id
WHERE o.order_date BETWEEN '2025-03-01' AND '2025-03-31';
