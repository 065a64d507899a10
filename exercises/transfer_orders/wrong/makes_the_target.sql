-- If there is no employee 102, this makes one up, so that a typing mistake becomes a colleague.
-- A move to somebody who does not exist has to fail: look at what you insert.
BEGIN TRANSACTION;
INSERT INTO Employees (id, name)
SELECT 102, 'New' WHERE NOT EXISTS (SELECT 1 FROM Employees WHERE id = 102);
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
