-- Employee 101 handled two thousand orders.
UPDATE Orders SET employee_id = 101 WHERE order_id BETWEEN 2001 AND 4000;
