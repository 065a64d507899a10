-- Idea: the same with functions that DuckDB has.
SELECT o.order_id, o.order_date
FROM Orders AS o
WHERE YEAR(o.order_date) = 2025 AND MONTH(o.order_date) = 3
ORDER BY o.order_date;
