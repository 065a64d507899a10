-- A customer with a small order and a large one is here, and one without any order is missing.
-- “No large order” is something else than “a small order”: what must not be found?
SELECT DISTINCT c.id, c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount < 1000;
