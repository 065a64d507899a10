-- Whoever has an order is here, however small.
-- The inner query has no condition.
SELECT name
FROM Customers
WHERE id IN (SELECT customer_id FROM Orders);
