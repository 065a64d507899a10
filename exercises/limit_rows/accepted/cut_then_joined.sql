-- Idea: the three numbers first, the rest of the row afterwards.
SELECT o.order_id, o.order_amount
FROM Orders AS o
WHERE o.order_id IN (SELECT order_id FROM Orders ORDER BY order_amount DESC, order_id LIMIT 3)
ORDER BY o.order_amount DESC, o.order_id;
