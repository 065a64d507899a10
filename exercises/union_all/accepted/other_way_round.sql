-- Idea: the employees first.
SELECT 'employee', e.name FROM Employees AS e
UNION ALL
SELECT 'customer', c.name FROM Customers AS c;
