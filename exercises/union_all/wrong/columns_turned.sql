-- The name stands in the first column, the word in the second.
-- The columns come in the order in which you write them after SELECT.
SELECT name, 'customer' FROM Customers
UNION ALL
SELECT name, 'employee' FROM Employees;
