-- Customers are called employees here, and employees customers.
-- Look at the word in each of the two queries.
SELECT 'employee', name FROM Customers
UNION ALL
SELECT 'customer', name FROM Employees;
