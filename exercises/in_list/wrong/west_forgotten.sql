-- Customers from West are missing.
-- Count the regions in your list.
SELECT id, name
FROM Customers
WHERE region IN ('North', 'East');
