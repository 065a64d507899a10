-- Two employees of one name become one: DISTINCT throws together rows that are alike.
-- Is it asked for?
SELECT DISTINCT 'customer', name FROM Customers
UNION ALL
SELECT DISTINCT 'employee', name FROM Employees;
