-- These are the orders of March 2024.
-- Look at the year.
SELECT order_id, order_date
FROM Orders
WHERE order_date >= DATE '2024-03-01' AND order_date < DATE '2024-04-01';
