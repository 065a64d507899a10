-- All orders are here: every amount is at least 100 or at most 200.
-- Both must be true: which word is that?
SELECT order_id, order_amount
FROM Orders
WHERE order_amount >= 100 OR order_amount <= 200;
