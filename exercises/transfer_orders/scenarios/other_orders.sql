-- Employee 101 has other orders than today, old and new, small and large.
UPDATE Orders SET employee_id = 104 WHERE employee_id = 101;
UPDATE Orders SET employee_id = 101 WHERE order_id BETWEEN 4900 AND 4990;
UPDATE Orders SET employee_id = 101, order_date = '2019-01-01', order_amount = 0 WHERE order_id = 7;
INSERT INTO Orders VALUES (900002, 101, 12, 100000, '2031-07-01');
