SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount >= 1000
WHERE o.order_id IS NULL;
