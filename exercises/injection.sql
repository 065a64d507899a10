-- The name contains the text, or it does not: no pattern, nothing to escape.
SELECT id, name
FROM Customers
WHERE contains(name, $name)
ORDER BY id;
