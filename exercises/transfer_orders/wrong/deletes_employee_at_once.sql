-- Employee 101 is deleted with the move. Leaving the company is another matter; nobody asked for it.
-- Look at which tables the task names.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
DELETE FROM Employees WHERE id = 101;
COMMIT;
