-- Idea: an id is never NULL, so counting ids counts rows.
SELECT COUNT(id), COUNT(region)
FROM Customers;
