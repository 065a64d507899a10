-- The orders of 1 March are missing.
-- Look at the sign beside that day.
SELECT order_id, order_date
FROM Orders
WHERE order_date > DATE '2025-03-01' AND order_date < DATE '2025-04-01';
