-- All customers are here as soon as anybody has such an order: nothing says that it must be the customer's own.
-- What has to be equal inside of EXISTS?
SELECT c.name
FROM Customers AS c
WHERE EXISTS (SELECT 1 FROM Orders AS o WHERE o.order_amount > 1900);
