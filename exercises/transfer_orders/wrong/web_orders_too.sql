-- Orders that nobody handled are given to employee 102 as well.
-- An order without employee is not an order of 101: look at what NULL does in your condition.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE COALESCE(employee_id, 101) = 101;
COMMIT;
