-- A customer without any order is missing: the largest of nothing is NULL, and NULL is not below 1,000.
-- Say in HAVING that they are wanted too.
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id
GROUP BY c.id, c.name
HAVING MAX(o.order_amount) < 1000;
