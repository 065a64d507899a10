-- These are the three smallest orders: without a further word it goes from low to high.
-- Which word turns that around?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount, order_id
LIMIT 3;
