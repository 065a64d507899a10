-- The third column is the number of the order before; the task wants its amount.
-- Look at the column in the brackets of LAG.
SELECT order_id, order_amount, LAG(order_id) OVER (ORDER BY order_id) AS amount_before
FROM Orders
WHERE customer_id = 12;
