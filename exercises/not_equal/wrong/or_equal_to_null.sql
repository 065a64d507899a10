-- Customers whose region is NULL are missing still: nothing is equal to NULL.
-- You ask the right thing; two words ask for NULL, instead of the sign.
SELECT id, name
FROM Customers
WHERE region <> 'North' OR region = NULL;
