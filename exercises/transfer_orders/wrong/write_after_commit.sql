-- Half of the orders move after COMMIT. If the power goes off there, they stay behind.
-- Look at which statements are between BEGIN and COMMIT.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_amount < 500;
COMMIT;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
