-- Idea: the largest order of each customer is below 1,000, or there is none.
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id
GROUP BY c.id, c.name
HAVING MAX(o.order_amount) IS NULL OR MAX(o.order_amount) < 1000;
