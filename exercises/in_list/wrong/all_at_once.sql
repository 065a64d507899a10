-- No rows: no customer is in three regions at the same time.
-- One of them is enough: which word is that?
SELECT id, name
FROM Customers
WHERE region = 'North' AND region = 'East' AND region = 'West';
