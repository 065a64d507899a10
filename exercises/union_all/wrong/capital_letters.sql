-- The words begin with a capital letter here; as texts, 'Customer' and 'customer' are different.
-- Write them as the task does.
SELECT 'Customer', name FROM Customers
UNION ALL
SELECT 'Employee', name FROM Employees;
