-- Idea: both days belong to BETWEEN, and March has 31.
SELECT order_id, order_date
FROM Orders
WHERE order_date BETWEEN DATE '2025-03-01' AND DATE '2025-03-31';
