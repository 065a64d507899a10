-- The UPDATE stands before BEGIN, so it is kept by itself and the transaction is empty.
-- Look at what is between BEGIN and COMMIT.
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
BEGIN TRANSACTION;
COMMIT;
