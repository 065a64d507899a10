-- No rows: JOIN leaves out whoever has no partner, and those are the ones you are looking for.
-- Which join keeps them?
SELECT c.id, c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount >= 1000
WHERE o.order_id IS NULL;
