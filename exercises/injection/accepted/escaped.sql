-- Idea: LIKE with its signs escaped, the escape sign first. Not on SQLite, whose LIKE takes a and A for one.
SELECT id, name
FROM Customers
WHERE name LIKE '%' || replace(replace(replace($name, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'
ORDER BY id;
