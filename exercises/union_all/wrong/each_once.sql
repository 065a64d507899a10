-- Two employees of one name become one: UNION throws together rows that are alike.
-- With one word more it keeps all.
SELECT 'customer' AS kind, name FROM Customers
UNION
SELECT 'employee', name FROM Employees;
