-- Employee 102 has handled no order so far.
UPDATE Orders SET employee_id = 103 WHERE employee_id = 102;
