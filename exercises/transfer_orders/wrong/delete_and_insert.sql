-- The orders are deleted and written anew from what the table holds for 102, so those of 101 are lost.
-- An order that moves is still the same order: look for the statement that changes a row in place.
BEGIN TRANSACTION;
DELETE FROM Orders WHERE employee_id = 101;
INSERT INTO Orders
SELECT order_id + 1000000, 102, customer_id, order_amount, order_date
FROM Orders
WHERE employee_id = 102;
COMMIT;
