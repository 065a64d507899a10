-- Customers whose region is NULL are in your list; nobody knows where they are.
-- Look at the second half of your condition.
SELECT id, name
FROM Customers
WHERE region IN ('North', 'East', 'West') OR region IS NULL;
