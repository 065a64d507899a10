BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = 102
WHERE order_id IN (SELECT order_id FROM Orders WHERE employee_id = 101);
COMMIT;
