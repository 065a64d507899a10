-- One region is there. How do the others come in?
SELECT id, name
FROM Customers
WHERE region IN ('North');
