-- Idea: one end after the other.
SELECT order_id, order_amount
FROM (SELECT order_id, order_amount FROM Orders WHERE order_amount >= 100) AS not_small
WHERE order_amount <= 200;
