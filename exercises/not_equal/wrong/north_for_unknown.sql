-- Customers whose region is NULL are missing: you put North in the place of NULL, so they count as from the North.
-- Which text would keep them?
SELECT id, name
FROM Customers
WHERE COALESCE(region, 'North') <> 'North';
