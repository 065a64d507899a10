-- Idea: one comparison for each region.
SELECT id, name
FROM Customers
WHERE region = 'North' OR region = 'East' OR region = 'West';
