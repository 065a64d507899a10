-- All orders are here, in the right order.
-- Which word takes so many rows and no more?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC, order_id;
