-- This is the largest order alone.
-- How many does the task want?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC, order_id
LIMIT 1;
