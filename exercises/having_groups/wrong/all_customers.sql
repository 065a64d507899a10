-- Customers with less than 10,000 are here too.
-- A part of the query is missing, which chooses groups.
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id;
