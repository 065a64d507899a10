BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = (SELECT id FROM Employees WHERE id = 102)
WHERE employee_id = 101
  AND 102 IN (SELECT id FROM Employees);
COMMIT;
