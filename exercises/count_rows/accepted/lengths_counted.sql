-- Idea: the length of NULL is NULL, and is not counted.
SELECT COUNT(*), COUNT(LENGTH(region))
FROM Customers;
