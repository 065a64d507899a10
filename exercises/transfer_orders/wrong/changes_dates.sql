-- The date of each order becomes another one as well, although it was not placed again.
-- Look at the columns in SET.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102, order_date = '2025-12-31' WHERE employee_id = 101;
COMMIT;
