-- A thousand are enough today. Another time employee 101 may have more orders than that.
-- Look at LIMIT: does the task name a number?
BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = 102
WHERE order_id IN (SELECT order_id FROM Orders WHERE employee_id = 101 ORDER BY order_id LIMIT 1000);
COMMIT;
