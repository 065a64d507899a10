-- Idea: LIKE with its signs escaped, the escape sign first.
SELECT id, name
FROM Customers
WHERE name LIKE '%' || replace(replace(replace($name, '\', '\\'), '%', '\%'), '_', '\_') || '%' ESCAPE '\'
ORDER BY id;
