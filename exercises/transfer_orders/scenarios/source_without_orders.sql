-- Employee 101 has no orders.
UPDATE Orders SET employee_id = 103 WHERE employee_id = 101;
