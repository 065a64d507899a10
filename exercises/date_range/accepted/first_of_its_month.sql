-- Idea: each date is put back to the first of its month.
SELECT order_id, order_date
FROM Orders
WHERE DATE_TRUNC('month', order_date) = DATE '2025-03-01';
