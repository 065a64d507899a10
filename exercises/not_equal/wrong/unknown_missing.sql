-- Customers whose region is NULL are missing: whether they are from the North is unknown, and WHERE keeps only what is true.
-- Say in WHERE that they are wanted too.
SELECT id, name
FROM Customers
WHERE region <> 'North';
