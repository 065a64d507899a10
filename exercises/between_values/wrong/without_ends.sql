-- Orders of exactly 100 and of exactly 200 are missing; the task wants them.
-- Look at both signs.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount > 100 AND order_amount < 200;
