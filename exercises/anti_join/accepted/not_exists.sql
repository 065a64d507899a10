-- Idea: no such order exists.
SELECT c.id, c.name
FROM Customers AS c
WHERE NOT EXISTS (SELECT 1 FROM Orders AS o WHERE o.customer_id = c.id AND o.order_amount >= 1000);
