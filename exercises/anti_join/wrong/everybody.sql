-- All customers are here, and some of them several times.
-- Nothing is said yet about those for whom nothing was found.
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount >= 1000;
