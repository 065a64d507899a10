-- Somebody with two such orders is here twice. And if you say DISTINCT, what becomes of two customers of one name?
SELECT c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount > 1900;
