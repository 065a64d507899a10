-- This is about the average order: a customer with one large order and many small ones is here.
-- Which order of a customer decides?
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id
GROUP BY c.id, c.name
HAVING AVG(o.order_amount) IS NULL OR AVG(o.order_amount) < 1000;
