-- The orders of the month are found by the index now, but the sum still reads all orders, once for each of them.
-- What is worked out anew for every row, and could be worked out once?
SELECT order_id, name, order_amount, total, 100.0 * order_amount / NULLIF(total, 0) AS share
FROM (
    SELECT
        o.order_id,
        c.name,
        o.order_amount,
        (
            SELECT SUM(i.order_amount)
            FROM Orders AS i
            WHERE i.customer_id = o.customer_id AND CAST(i.order_date AS VARCHAR) LIKE '2025-03%'
        ) AS total
    FROM Orders AS o
    JOIN Customers AS c ON c.id = o.customer_id
    WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01'
) AS report;
