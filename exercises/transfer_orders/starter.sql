-- Two statements that move the orders. What if the power goes off between them?
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_date < '2025-01-01';
UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND order_date >= '2025-01-01';
