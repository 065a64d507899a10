-- Idea: the two comparisons that BETWEEN stands for.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount >= 100 AND order_amount <= 200;
