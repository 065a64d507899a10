-- No rows: the order of the two ends says “at least 200 and at most 100”.
-- The lower end comes first.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount BETWEEN 200 AND 100;
