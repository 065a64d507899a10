-- Only names that end in a hyphen are found.
-- The pattern says what may stand before it; and after it?
SELECT id, name
FROM Customers
WHERE name LIKE '%-';
