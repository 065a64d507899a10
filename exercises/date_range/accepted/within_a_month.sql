-- Idea: a month is added to its first day.
SELECT order_id, order_date
FROM Orders
WHERE order_date >= '2025-03-01' AND order_date < DATE '2025-03-01' + INTERVAL 1 MONTH;
