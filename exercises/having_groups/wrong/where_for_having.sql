-- Only orders that are that large by themselves are added up: WHERE is asked before there are any sums.
-- Which part of a query chooses groups?
SELECT customer_id, SUM(order_amount) AS total
FROM Orders
WHERE order_amount >= 10000
GROUP BY customer_id;
