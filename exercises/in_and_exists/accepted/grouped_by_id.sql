-- Idea: put together again what the join repeats, by the id.
SELECT c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount > 1900
GROUP BY c.id, c.name;
