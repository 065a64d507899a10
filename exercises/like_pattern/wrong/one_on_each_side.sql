-- Only names of three characters are found: an underscore stands for exactly one.
-- Which sign stands for any number of them?
SELECT id, name
FROM Customers
WHERE name LIKE '_-_';
