-- The largest order is missing: OFFSET leaves out rows before the list begins.
-- Does the task leave out any?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC, order_id
LIMIT 3 OFFSET 1;
