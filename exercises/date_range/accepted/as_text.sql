-- Idea: a date as text begins with year and month.
SELECT order_id, order_date
FROM Orders
WHERE CAST(order_date AS VARCHAR) LIKE '2025-03-%';
