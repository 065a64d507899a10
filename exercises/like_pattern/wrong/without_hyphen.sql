-- These are the names without a hyphen.
-- Look at the word before LIKE.
SELECT id, name
FROM Customers
WHERE name NOT LIKE '%-%';
