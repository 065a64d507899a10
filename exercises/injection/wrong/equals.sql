-- Only a name that is just the text is found.
-- The name is to contain it.
SELECT id, name
FROM Customers
WHERE name = $name
ORDER BY id;
