-- These are the customers who have no small order.
-- Look at the sign in ON: which orders must not be there?
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount < 1000
WHERE o.order_id IS NULL;
