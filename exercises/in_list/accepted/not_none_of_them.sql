-- Idea: not unequal to all three.
SELECT id, name
FROM Customers
WHERE NOT (region <> 'North' AND region <> 'East' AND region <> 'West');
