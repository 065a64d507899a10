SELECT order_id, order_amount, LAG(order_amount) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
