-- These have a smaller order. Do they have no large one? And who has no order at all?
SELECT DISTINCT c.id, c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount < 1000;
