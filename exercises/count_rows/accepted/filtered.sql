-- Idea: an aggregate may have a condition of its own.
SELECT COUNT(*), COUNT(*) FILTER (WHERE region IS NOT NULL)
FROM Customers;
