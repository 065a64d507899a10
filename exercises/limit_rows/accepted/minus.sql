-- Idea: from low to high by the amount below zero.
SELECT order_id, order_amount
FROM Orders
ORDER BY -order_amount, order_id ASC
LIMIT 3 OFFSET 0;
