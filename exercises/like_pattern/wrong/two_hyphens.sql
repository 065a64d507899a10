-- A name with one hyphen is missing: the pattern wants two.
-- Count the hyphens in it.
SELECT id, name
FROM Customers
WHERE name LIKE '%-%-%';
