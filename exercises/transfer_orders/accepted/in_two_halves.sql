-- Two statements, but one transaction.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_amount < 500;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
