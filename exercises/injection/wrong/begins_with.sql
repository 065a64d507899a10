-- Only names that begin with the text are found.
-- The text may stand anywhere in the name.
SELECT id, name
FROM Customers
WHERE starts_with(name, $name)
ORDER BY id;
