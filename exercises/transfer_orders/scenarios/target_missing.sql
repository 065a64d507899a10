-- There is no employee 102.
UPDATE Orders SET employee_id = NULL WHERE employee_id = 102;
DELETE FROM Employees WHERE id = 102;
