-- BETWEEN has both of its ends: orders of the first of April are in the report.
-- Say from which day, and before which day.
SELECT o.order_id, c.name, o.order_amount, t.total, 100.0 * o.order_amount / NULLIF(t.total, 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN (
    SELECT customer_id, SUM(order_amount) AS total
    FROM Orders
    WHERE order_date BETWEEN '2025-03-01' AND '2025-04-01'
    GROUP BY customer_id
) AS t ON t.customer_id = o.customer_id
WHERE o.order_date BETWEEN '2025-03-01' AND '2025-04-01';
