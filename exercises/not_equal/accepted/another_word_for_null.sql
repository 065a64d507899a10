-- Idea: put an empty text in the place of NULL, then compare.
SELECT id, name
FROM Customers
WHERE COALESCE(region, '') <> 'North';
