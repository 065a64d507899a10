-- Customers from East and West are missing: the list holds one region.
-- More values follow after a comma.
SELECT id, name
FROM Customers
WHERE region IN ('North');
