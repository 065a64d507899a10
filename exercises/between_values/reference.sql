SELECT order_id, order_amount
FROM Orders
WHERE order_amount BETWEEN 100 AND 200;
