-- Nothing has changed: the transaction is never committed, so it is undone when the script ends.
-- Which word keeps it?
BEGIN TRANSACTION;
UPDATE Employees SET salary = salary + 100 WHERE department_id = 2;
