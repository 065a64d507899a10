-- Whatever begins with an N is left out here, a region “Northwest” or “Nowhere” as well.
-- Compare with the whole word.
SELECT id, name
FROM Customers
WHERE region NOT LIKE 'N%' OR region IS NULL;
