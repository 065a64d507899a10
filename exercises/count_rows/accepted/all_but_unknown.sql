-- Idea: all, less those that are NULL.
SELECT COUNT(*), COUNT(*) - COUNT(CASE WHEN region IS NULL THEN 1 END)
FROM Customers;
