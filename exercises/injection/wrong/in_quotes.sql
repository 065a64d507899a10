-- Inside quotes $name is no parameter but five characters, and no customer has them.
-- Put the text together with ||, or use it as it is.
SELECT id, name
FROM Customers
WHERE name LIKE '%$name%'
ORDER BY id;
