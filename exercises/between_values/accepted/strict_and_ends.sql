-- Idea: what lies between, and the two ends.
SELECT order_id, order_amount
FROM Orders
WHERE (order_amount > 100 AND order_amount < 200) OR order_amount IN (100, 200);
