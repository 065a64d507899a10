-- Two customers of the same name become one: DISTINCT compares what is shown, and that is the name.
-- Is there a way of asking for the order in WHERE, so that no row is repeated?
SELECT DISTINCT c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount > 1900;
