-- These are the orders of a single day.
-- A month goes from one day to another.
SELECT order_id, order_date
FROM Orders
WHERE order_date = DATE '2025-03-01';
