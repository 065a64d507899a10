-- These are the orders outside of 100 to 200.
-- Look at the word before BETWEEN.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount NOT BETWEEN 100 AND 200;
