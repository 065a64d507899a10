-- No name is found: to LIKE a star is a character like any other.
-- Which sign stands for any text here?
SELECT id, name
FROM Customers
WHERE name LIKE '*-*';
