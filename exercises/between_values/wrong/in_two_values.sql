-- These are only the orders of exactly 100 and of exactly 200: IN compares with the values of a list.
-- All that lies between is wanted too.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount IN (100, 200);
