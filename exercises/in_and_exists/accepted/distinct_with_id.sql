-- Idea: one of each id and name, and then the name alone.
SELECT name
FROM (
    SELECT DISTINCT c.id, c.name
    FROM Customers AS c
    JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount > 1900
) AS found;
