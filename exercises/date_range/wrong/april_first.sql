-- The orders of 1 April are in your list: BETWEEN takes its upper end with it.
-- Which is the last day of March?
SELECT order_id, order_date
FROM Orders
WHERE order_date BETWEEN DATE '2025-03-01' AND DATE '2025-04-01';
