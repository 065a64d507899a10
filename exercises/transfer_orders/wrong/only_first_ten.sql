-- Only the first ten orders move.
-- The task says all of them: look at LIMIT.
BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = 102
WHERE order_id IN (SELECT order_id FROM Orders WHERE employee_id = 101 ORDER BY order_id LIMIT 10);
COMMIT;
