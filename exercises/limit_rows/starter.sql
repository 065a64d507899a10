-- Three rows, and the right ones today. Which order comes in if two have the same amount?
SELECT order_id, order_amount
FROM Orders
ORDER BY order_amount DESC
LIMIT 3;
