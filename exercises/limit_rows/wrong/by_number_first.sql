-- These are the orders with the lowest numbers: the first column of ORDER BY decides.
-- What does the task sort by first?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_id, order_amount DESC
LIMIT 3;
