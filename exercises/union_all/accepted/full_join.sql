-- Idea: a join in which nobody finds a partner.
SELECT CASE WHEN c.id IS NULL THEN 'employee' ELSE 'customer' END, COALESCE(c.name, e.name)
FROM Customers AS c
FULL JOIN Employees AS e ON c.id IS NULL AND e.id IS NULL;
