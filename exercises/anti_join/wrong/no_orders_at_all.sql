-- A customer with small orders alone is missing: this looks for customers without any order.
-- Which orders must not be there?
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_id IS NULL;
