-- No name is a hyphen and nothing else. What stands before and after it?
SELECT id, name
FROM Customers
WHERE name LIKE '-';
