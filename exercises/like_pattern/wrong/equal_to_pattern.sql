-- No rows: to = the percent sign is a character like any other.
-- Which word compares with a pattern?
SELECT id, name
FROM Customers
WHERE name = '%-%';
