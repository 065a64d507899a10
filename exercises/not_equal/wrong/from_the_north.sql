-- These are the customers from the North.
-- Look at the sign in WHERE.
SELECT id, name
FROM Customers
WHERE region = 'North';
