-- A join by name keeps only names that are in both tables.
-- Ask whether a row of the list is made of an employee and a customer, or of one of them.
SELECT DISTINCT e.name
FROM Employees AS e
JOIN Customers AS c ON c.name = e.name;
