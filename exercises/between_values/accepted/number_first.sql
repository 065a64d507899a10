-- Idea: read it as 100 <= amount <= 200.
SELECT o.order_id, o.order_amount
FROM Orders AS o
WHERE 100 <= o.order_amount AND 200 >= o.order_amount;
