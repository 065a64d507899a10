BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = CASE WHEN employee_id = 101 THEN 102 ELSE employee_id END
WHERE employee_id IN (101, 102);
COMMIT;
