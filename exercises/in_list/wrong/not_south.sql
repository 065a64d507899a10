-- A customer from another region than the four of today is in your list: “not South” lets in all that may come.
-- Say which regions are wanted, not which one is not.
SELECT id, name
FROM Customers
WHERE region <> 'South';
