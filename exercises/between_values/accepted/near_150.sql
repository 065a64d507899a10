-- Idea: at most 50 away from 150.
SELECT order_id, order_amount
FROM Orders
WHERE ABS(order_amount - 150) <= 50;
