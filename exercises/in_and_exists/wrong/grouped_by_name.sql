-- Two customers of the same name become one: the groups are told apart by the name.
-- What is never shared?
SELECT c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount > 1900
GROUP BY c.name;
