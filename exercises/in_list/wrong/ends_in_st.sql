-- Any region that ends in “st” is taken here, so one called “Northwest” would be too.
-- The task names three regions: compare with their whole names.
SELECT id, name
FROM Customers
WHERE region = 'North' OR region LIKE '%st';
