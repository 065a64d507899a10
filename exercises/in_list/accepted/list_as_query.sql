-- Idea: the list may be a query.
SELECT id, name
FROM Customers
WHERE region IN (SELECT 'North' UNION SELECT 'East' UNION SELECT 'West');
