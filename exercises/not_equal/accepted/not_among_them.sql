-- Idea: an id that is not among those from the North; an id is never NULL.
SELECT id, name
FROM Customers
WHERE id NOT IN (SELECT id FROM Customers WHERE region = 'North');
