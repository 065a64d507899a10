WITH march AS (
    SELECT order_id, customer_id, order_amount
    FROM Orders
    WHERE order_date >= '2025-03-01' AND order_date < '2025-04-01'
),
totals AS (
    SELECT customer_id, SUM(order_amount) AS total
    FROM march
    GROUP BY customer_id
)
SELECT m.order_id, c.name, m.order_amount, t.total, 100.0 * m.order_amount / NULLIF(t.total, 0) AS share
FROM march AS m
JOIN totals AS t ON t.customer_id = m.customer_id
JOIN Customers AS c ON c.id = m.customer_id;
