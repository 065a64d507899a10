-- The first number is that of different names: customers who share a name are counted once.
-- Look at the word in the first brackets.
SELECT COUNT(DISTINCT name), COUNT(region)
FROM Customers;
