-- There are two transactions, and between them half of the orders have moved: everybody can see it, and a crash keeps it.
-- Look at where the first COMMIT stands.
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_date < '2025-01-01';
COMMIT;
BEGIN TRANSACTION;
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;
COMMIT;
