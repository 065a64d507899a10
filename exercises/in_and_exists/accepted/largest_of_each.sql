-- Idea: the largest order of a customer is that large.
SELECT c.name AS customer
FROM Customers AS c
WHERE (SELECT MAX(o.order_amount) FROM Orders AS o WHERE o.customer_id = c.id) > 1900
ORDER BY c.name;
