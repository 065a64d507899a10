-- A customer of a region that is not in your list is missing: it names those of today.
-- Say which one is not wanted.
SELECT id, name
FROM Customers
WHERE region IN ('South', 'East', 'West') OR region IS NULL;
