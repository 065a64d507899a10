-- The orders go from 102 to 101.
-- Look at which employee stands in SET and which in WHERE.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 101 WHERE employee_id = 102;
COMMIT;
