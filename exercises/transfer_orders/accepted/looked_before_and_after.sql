BEGIN TRANSACTION;
SELECT count(*) FROM Orders WHERE employee_id = 101;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
SELECT count(*) FROM Orders WHERE employee_id = 101;
COMMIT;
