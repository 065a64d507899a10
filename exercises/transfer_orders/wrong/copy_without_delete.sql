-- The orders are copied and the old ones stay: the company now has earned that money twice.
-- Look at the number of orders before and after.
BEGIN TRANSACTION;
INSERT INTO Orders
SELECT order_id + 1000000, 102, customer_id, order_amount, order_date
FROM Orders
WHERE employee_id = 101;
COMMIT;
