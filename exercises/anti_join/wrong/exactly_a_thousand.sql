-- A customer whose largest order is exactly 1,000 is here.
-- Look at the sign in ON: “1,000 or more”.
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id AND o.order_amount > 1000
WHERE o.order_id IS NULL;
