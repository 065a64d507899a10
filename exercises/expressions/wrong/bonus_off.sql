-- The bonus is taken away here, not added.
-- Look at the sign before 500.
SELECT id, name, salary * 12 - 500
FROM Employees;
