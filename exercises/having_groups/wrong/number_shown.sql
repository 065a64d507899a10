-- The right customers are here, and beside them the number of their orders; the task wants the sum.
-- Look at the function after SELECT.
SELECT customer_id, COUNT(*)
FROM Orders
GROUP BY customer_id
HAVING SUM(order_amount) >= 10000;
