-- The transaction is never committed, so it is undone as soon as the connection ends.
-- Look at the last line.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
