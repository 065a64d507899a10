SELECT id, name
FROM Customers
WHERE region <> 'North' OR region IS NULL;
