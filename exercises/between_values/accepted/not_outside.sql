-- Idea: neither below nor above.
SELECT order_id, order_amount
FROM Orders
WHERE NOT (order_amount < 100 OR order_amount > 200);
