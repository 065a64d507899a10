START TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
