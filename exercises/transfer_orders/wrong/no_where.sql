-- Without a WHERE every order of the company goes to employee 102.
-- Look at which rows an UPDATE without a condition changes.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102;
COMMIT;
