-- Of two orders with the same amount the higher number comes first.
-- Each column of ORDER BY has a direction of its own.
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC, order_id DESC
LIMIT 3;
