-- Both queries read Customers.
-- Look at the second FROM.
SELECT 'customer', name FROM Customers
UNION ALL
SELECT 'employee', name FROM Customers;
