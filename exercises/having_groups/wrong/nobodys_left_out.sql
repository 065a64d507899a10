-- Orders that came in over the web, which no employee handled, are not in the sums.
-- Look at WHERE: the task speaks of all orders of a customer.
SELECT customer_id, SUM(order_amount)
FROM Orders
WHERE employee_id IS NOT NULL
GROUP BY customer_id
HAVING SUM(order_amount) >= 10000;
