-- Idea: pair equal names, and keep who has no partner on either side.
SELECT DISTINCT COALESCE(e.name, c.name) AS name
FROM Employees AS e
FULL JOIN Customers AS c ON c.name = e.name;
