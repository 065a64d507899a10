-- Idea: the customers of those orders first, each once, and then the join.
SELECT c.name
FROM Customers AS c
JOIN (SELECT DISTINCT customer_id FROM Orders WHERE order_amount > 1900) AS large ON large.customer_id = c.id;
