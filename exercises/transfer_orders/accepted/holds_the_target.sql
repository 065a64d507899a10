-- The target's row is written first, unchanged, so that nobody can delete it in between.
BEGIN TRANSACTION;
UPDATE Employees SET department_id = department_id WHERE id = 102;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
