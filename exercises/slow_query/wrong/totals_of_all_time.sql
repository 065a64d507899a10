-- The total is that of all the customer's orders, not of those in March 2025.
-- The inner query had two conditions.
SELECT o.order_id, c.name, o.order_amount, t.total, 100.0 * o.order_amount / NULLIF(t.total, 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN (SELECT customer_id, SUM(order_amount) AS total FROM Orders GROUP BY customer_id) AS t
    ON t.customer_id = o.customer_id
WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01';
