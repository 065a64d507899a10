-- Everybody is in here, but some names come more than once. Which, and why?
SELECT name FROM Employees
UNION ALL
SELECT name FROM Customers;
