-- Idea: the parameter as a row of its own.
WITH search AS (SELECT $name AS part)
SELECT c.id, c.name
FROM search AS s
JOIN Customers AS c ON strpos(c.name, s.part) <> 0
ORDER BY c.id;
