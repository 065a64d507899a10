-- Idea: the parameter as :name, and POSITION … IN …
SELECT c.id, c.name
FROM Customers AS c
WHERE POSITION(:name IN c.name) >= 1
ORDER BY 1;
