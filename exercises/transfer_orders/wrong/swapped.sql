-- The two employees swap their orders: those of 102 go to 101.
-- Look at your CASE: the orders of 102 are to stay where they are.
BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = CASE employee_id WHEN 101 THEN 102 ELSE 101 END
WHERE employee_id IN (101, 102);
COMMIT;
