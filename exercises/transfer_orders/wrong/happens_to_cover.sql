-- Every order of 101 in the table today lies in these two years, but an older or newer one would be left behind.
-- Look at your WHERE: which condition does the task name, and which did you find in the data?
BEGIN TRANSACTION;
UPDATE Orders
SET employee_id = 102
WHERE employee_id = 101
  AND order_date BETWEEN '2024-01-01' AND '2025-12-31';
COMMIT;
