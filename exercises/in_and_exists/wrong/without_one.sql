-- These are the customers without such an order.
-- Look at the word before IN.
SELECT name
FROM Customers
WHERE id NOT IN (SELECT customer_id FROM Orders WHERE order_amount > 1900);
