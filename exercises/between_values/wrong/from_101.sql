-- An order of exactly 100 is missing, and so is one of 100.50.
-- BETWEEN takes its lower end with it.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount BETWEEN 101 AND 200;
