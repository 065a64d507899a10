-- The first COMMIT ends the transaction; the second UPDATE is then kept by itself.
-- Look at how many COMMITs one transaction has.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_amount < 500;
COMMIT;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_amount >= 500;
BEGIN TRANSACTION;
COMMIT;
