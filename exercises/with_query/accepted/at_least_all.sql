-- Idea: no day has more.
WITH days AS (
    SELECT order_date, COUNT(*) AS n FROM Orders GROUP BY order_date
)
SELECT d.order_date, d.n
FROM days AS d
WHERE NOT EXISTS (SELECT 1 FROM days AS o WHERE o.n > d.n);
