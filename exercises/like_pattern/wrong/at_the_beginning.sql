-- Only names that begin with a hyphen are found.
-- The pattern says what may stand after it; and before it?
SELECT id, name
FROM Customers
WHERE name LIKE '-%';
