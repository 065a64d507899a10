-- A search for a backslash goes wrong: it takes the meaning from the sign behind it.
-- The escape sign itself has to be escaped, before the others.
SELECT id, name
FROM Customers
WHERE name LIKE '%' || replace(replace($name, '%', '\%'), '_', '\_') || '%' ESCAPE '\'
ORDER BY id;
