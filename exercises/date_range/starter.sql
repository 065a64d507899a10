-- Which day is missing?
SELECT order_id, order_date
FROM Orders
WHERE order_date >= DATE '2025-03-01' AND order_date < DATE '2025-03-31';
