SELECT name
FROM Customers
WHERE id IN (SELECT customer_id FROM Orders WHERE order_amount > 1900);
