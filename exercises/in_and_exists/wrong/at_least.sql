-- A customer whose largest order is exactly 1,900 is here; the task says “more than”.
-- Look at the sign.
SELECT name
FROM Customers
WHERE id IN (SELECT customer_id FROM Orders WHERE order_amount >= 1900);
