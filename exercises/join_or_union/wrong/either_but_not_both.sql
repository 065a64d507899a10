-- A name that an employee and a customer share is missing altogether.
-- It belongs to the list, once.
(SELECT name FROM Employees EXCEPT SELECT name FROM Customers)
UNION
(SELECT name FROM Customers EXCEPT SELECT name FROM Employees);
