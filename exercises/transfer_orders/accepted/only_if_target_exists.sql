-- Nothing is moved to somebody who does not exist.
BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = 102
WHERE employee_id = 101
  AND EXISTS (SELECT 1 FROM Employees WHERE id = 102);
COMMIT;
