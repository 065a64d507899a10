-- Customers from South are in your list: in the alphabet, South lies between East and West.
-- A list has no order: which word compares with each value of it?
SELECT id, name
FROM Customers
WHERE region BETWEEN 'East' AND 'West';
