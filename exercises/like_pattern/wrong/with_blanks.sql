-- The pattern wants a blank on each side of the hyphen, so “Smith-Jones” is missing.
-- A blank in a pattern is a character like any other.
SELECT id, name
FROM Customers
WHERE name LIKE '% - %';
