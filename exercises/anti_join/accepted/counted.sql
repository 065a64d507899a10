-- Idea: count the large ones.
SELECT c.id, c.name
FROM Customers AS c
WHERE (SELECT COUNT(*) FROM Orders AS o WHERE o.customer_id = c.id AND o.order_amount >= 1000) = 0
ORDER BY c.id;
