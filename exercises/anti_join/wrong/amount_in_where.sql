-- No rows: where no order was found, there is no amount either, so the two conditions are never true together.
-- The amount says which orders are looked for: where does that belong?
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN Orders AS o ON o.customer_id = c.id
WHERE o.order_id IS NULL AND o.order_amount >= 1000;
