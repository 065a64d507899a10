-- The orders of 102 are copies with new numbers, so invoices that name the old numbers point nowhere.
-- An order that moves keeps its number: look for the statement that changes a row in place.
BEGIN TRANSACTION;
INSERT INTO Orders
SELECT order_id + 1000000, 102, customer_id, order_amount, order_date
FROM Orders
WHERE employee_id = 101;
DELETE FROM Orders WHERE employee_id = 101;
COMMIT;
