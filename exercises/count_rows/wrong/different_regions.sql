-- The second number is that of different regions, however many customers each has.
-- Look at the word in the brackets.
SELECT COUNT(*), COUNT(DISTINCT region)
FROM Customers;
