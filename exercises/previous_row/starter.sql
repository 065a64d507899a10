-- Is the number before always one less?
SELECT o.order_id, o.order_amount, b.order_amount AS amount_before
FROM Orders AS o
LEFT JOIN Orders AS b ON b.customer_id = o.customer_id AND b.order_id = o.order_id - 1
WHERE o.customer_id = 12;
