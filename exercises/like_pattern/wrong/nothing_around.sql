-- No rows: without a percent sign the pattern is the whole name.
-- Say in the pattern that something may stand before the hyphen, and after it.
SELECT id, name
FROM Customers
WHERE name LIKE '-';
