-- These are the customers from elsewhere: NOT turns the list around.
-- Look at the words before the list.
SELECT id, name
FROM Customers
WHERE region NOT IN ('North', 'East', 'West');
