SELECT 'customer' AS kind, name FROM Customers
UNION ALL
SELECT 'employee', name FROM Employees;
