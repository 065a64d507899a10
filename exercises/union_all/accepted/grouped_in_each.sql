-- Idea: each customer and each employee is a group of its own.
SELECT 'customer', MIN(name) FROM Customers GROUP BY id
UNION ALL
SELECT 'employee', MAX(name) FROM Employees GROUP BY id;
