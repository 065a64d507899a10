-- Idea: the dates typed as DuckDB likes them, and the name looked up at the very end.
WITH march AS MATERIALIZED (
    SELECT
        order_id,
        customer_id,
        order_amount,
        SUM(order_amount) OVER (PARTITION BY customer_id) AS total
    FROM Orders
    WHERE order_date >= DATE '2025-03-01' AND order_date < DATE '2025-04-01'
)
SELECT
    order_id,
    (SELECT c.name FROM Customers AS c WHERE c.id = customer_id) AS name,
    order_amount,
    total,
    order_amount * 100 / NULLIF(total, 0) AS share
FROM march;
