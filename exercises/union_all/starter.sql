-- Count: some names are missing. Which, and why?
SELECT 'customer' AS kind, name FROM Customers
UNION
SELECT 'employee', name FROM Employees;
