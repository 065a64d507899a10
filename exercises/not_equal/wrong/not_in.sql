-- Customers whose region is NULL are missing: NOT makes no “true” out of “unknown”.
-- Say in WHERE that they are wanted too.
SELECT id, name
FROM Customers
WHERE region NOT IN ('North');
