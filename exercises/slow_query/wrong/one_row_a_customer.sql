-- This has one row for each customer; the report has one for each order.
-- How can a total stand beside every order without making them fewer?
SELECT MIN(o.order_id) AS order_id, c.name, MAX(o.order_amount) AS order_amount, SUM(o.order_amount) AS total,
       100.0 * MAX(o.order_amount) / NULLIF(SUM(o.order_amount), 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01'
GROUP BY c.id, c.name;
