-- Idea: begin with the customers.
SELECT c.id, SUM(o.order_amount)
FROM Customers AS c
JOIN Orders AS o ON o.customer_id = c.id
GROUP BY c.id
HAVING 10000 <= SUM(o.order_amount);
