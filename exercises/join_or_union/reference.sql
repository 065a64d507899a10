SELECT name FROM Employees
UNION
SELECT name FROM Customers;
