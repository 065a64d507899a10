-- Idea: such an order exists.
SELECT c.name
FROM Customers AS c
WHERE EXISTS (SELECT 1 FROM Orders AS o WHERE o.customer_id = c.id AND o.order_amount > 1900);
