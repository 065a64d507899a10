-- ROLLBACK undoes all that the transaction did: nothing has moved.
-- Look at the word that ends a transaction and keeps it.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
ROLLBACK;
