-- This adds up all orders of a customer; the task speaks of one order.
-- Look at the function in HAVING.
SELECT name
FROM Customers
WHERE id IN (SELECT customer_id FROM Orders GROUP BY customer_id HAVING SUM(order_amount) > 1900);
