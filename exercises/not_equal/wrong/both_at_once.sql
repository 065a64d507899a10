-- No rows: no region is unequal to North and NULL at the same time.
-- One of the two is enough: which word is that?
SELECT id, name
FROM Customers
WHERE region <> 'North' AND region IS NULL;
