-- The orders move, and with them the department of employee 101 changes, which nobody asked for.
-- Look at which tables the task names.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
UPDATE Employees SET department_id = (SELECT department_id FROM Employees WHERE id = 102) WHERE id = 101;
COMMIT;
