-- Idea: all customers, without those who have one.
SELECT id, name FROM Customers
EXCEPT
SELECT c.id, c.name FROM Customers AS c JOIN Orders AS o ON o.customer_id = c.id WHERE o.order_amount >= 1000;
