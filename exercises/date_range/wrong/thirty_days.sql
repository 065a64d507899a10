-- The orders of 31 March are missing: March has 31 days.
-- “Before the first of April” needs no number of days.
SELECT order_id, order_date
FROM Orders
WHERE order_date BETWEEN DATE '2025-03-01' AND DATE '2025-03-30';
