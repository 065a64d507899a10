-- Somebody is missing. Try the same with = instead of <>, and count.
SELECT id, name
FROM Customers
WHERE region <> 'North';
