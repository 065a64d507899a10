-- The amount is rounded before it is compared, so 200.40 becomes 200 and is in your list.
-- Compare the amount as it is.
SELECT order_id, order_amount
FROM Orders
WHERE ROUND(order_amount) BETWEEN 100 AND 200;
