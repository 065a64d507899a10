-- Before the first order 0 is shown, as if there had been one; the task wants NULL.
-- Look at the third value in the brackets.
SELECT order_id, order_amount, LAG(order_amount, 1, 0) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
