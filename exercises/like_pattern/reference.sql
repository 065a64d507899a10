SELECT id, name
FROM Customers
WHERE name LIKE '%-%';
