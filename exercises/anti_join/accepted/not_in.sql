-- Idea: not among those who have one; an order always has a customer.
SELECT id, name
FROM Customers
WHERE id NOT IN (SELECT customer_id FROM Orders WHERE order_amount >= 1000);
