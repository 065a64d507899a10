-- Idea: all customers but those from the North.
SELECT id, name FROM Customers
EXCEPT
SELECT id, name FROM Customers WHERE region = 'North';
