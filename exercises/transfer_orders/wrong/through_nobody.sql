-- In between the orders belong to nobody, and orders from the web belong to nobody as well: after the second step nobody can tell them apart.
-- Look at what the second condition finds.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = NULL WHERE employee_id = 101;
UPDATE Orders SET employee_id = 102 WHERE employee_id IS NULL;
COMMIT;
