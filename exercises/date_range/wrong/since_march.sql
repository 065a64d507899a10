-- April and all that comes later is here too.
-- Where does March end?
SELECT order_id, order_date
FROM Orders
WHERE order_date >= DATE '2025-03-01';
