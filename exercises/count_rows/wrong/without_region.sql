-- The second number is that of the customers whose region is NULL.
-- The task wants the others.
SELECT COUNT(*), COUNT(*) - COUNT(region)
FROM Customers;
