-- Employee 101 is gone after this, which nobody asked for.
-- Look at which tables the task names.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
BEGIN TRANSACTION;
DELETE FROM Employees WHERE id = 101;
COMMIT;
