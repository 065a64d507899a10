-- Idea: one query for each region, one below the other.
SELECT id, name FROM Customers WHERE region = 'North'
UNION ALL
SELECT id, name FROM Customers WHERE region = 'East'
UNION ALL
SELECT id, name FROM Customers WHERE region = 'West';
