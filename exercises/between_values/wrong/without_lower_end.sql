-- An order of exactly 100 is missing.
-- Look at the sign beside 100.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount > 100 AND order_amount <= 200;
