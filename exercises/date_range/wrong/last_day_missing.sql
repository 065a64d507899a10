-- The orders of 31 March are missing: “before the 31st” ends with the 30th.
-- Before which day does March end?
SELECT order_id, order_date
FROM Orders
WHERE order_date >= DATE '2025-03-01' AND order_date < DATE '2025-03-31';
