-- Idea: it is not true that the region is North.
SELECT id, name
FROM Customers
WHERE (region = 'North') IS NOT TRUE;
