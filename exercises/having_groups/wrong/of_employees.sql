-- These are sums for employees.
-- Which column does the task want one row for?
SELECT employee_id, SUM(order_amount)
FROM Orders
GROUP BY employee_id
HAVING SUM(order_amount) >= 10000;
