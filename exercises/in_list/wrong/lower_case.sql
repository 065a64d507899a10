-- No rows: 'north' is another text than 'North'.
-- Write the regions as the table does.
SELECT id, name
FROM Customers
WHERE region IN ('north', 'east', 'west');
