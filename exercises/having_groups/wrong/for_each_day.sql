-- This asks whether a customer's orders of one day come to 10,000: there is a group for each customer and day.
-- What does the task want one row for?
SELECT customer_id, SUM(order_amount)
FROM Orders
GROUP BY customer_id, order_date
HAVING SUM(order_amount) >= 10000;
