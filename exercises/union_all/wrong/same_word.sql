-- All are called customer here.
-- Look at the word in the second query.
SELECT 'customer', name FROM Customers
UNION ALL
SELECT 'customer', name FROM Employees;
