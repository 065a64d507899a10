-- Orders with an amount of 0 are left behind.
-- Look at your WHERE: the task speaks of all orders.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_amount > 0;
COMMIT;
