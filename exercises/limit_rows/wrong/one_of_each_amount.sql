-- Of two orders with the same amount one is missing: this keeps one of each amount.
-- The task counts orders, not amounts: look at GROUP BY.
SELECT MIN(order_id), order_amount
FROM Orders
GROUP BY order_amount
ORDER BY order_amount DESC
LIMIT 3;
