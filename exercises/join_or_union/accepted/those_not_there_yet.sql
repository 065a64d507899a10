-- Idea: the employees, and then those customers whose name is not among them.
SELECT DISTINCT name FROM Employees
UNION ALL
SELECT DISTINCT c.name
FROM Customers AS c
WHERE NOT EXISTS (SELECT 1 FROM Employees AS e WHERE e.name = c.name);
