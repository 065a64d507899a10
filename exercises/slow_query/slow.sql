SELECT order_id, name, order_amount, total, 100.0 * order_amount / NULLIF(total, 0) AS share
FROM (
    SELECT
        o.*,
        c.*,
        (
            SELECT SUM(i.order_amount)
            FROM (SELECT * FROM Orders) AS i
            WHERE i.customer_id = o.customer_id AND CAST(i.order_date AS VARCHAR) LIKE '2025-03%'
        ) AS total
    FROM Orders AS o
    JOIN Customers AS c ON c.id = o.customer_id
    WHERE CAST(o.order_date AS VARCHAR) LIKE '2025-03%'
) AS report;
