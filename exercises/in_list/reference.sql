SELECT id, name
FROM Customers
WHERE region IN ('North', 'East', 'West');
