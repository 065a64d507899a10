-- A customer with two such orders comes twice: the join makes a row for each order.
-- The order is only a condition: is there a way of asking for it in WHERE?
SELECT c.name
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_amount > 1900;
