-- Idea: a comparison that takes NULL for a value.
SELECT id, name
FROM Customers
WHERE region IS DISTINCT FROM 'North';
