-- Idea: look before and after, and then keep it.
BEGIN TRANSACTION;
UPDATE Employees SET salary = salary + 100 WHERE department_id IN (2);
SELECT id, salary FROM Employees WHERE department_id = 2;
COMMIT;
