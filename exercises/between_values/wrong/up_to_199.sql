-- An order of 199.50 is missing, and so is one of exactly 200.
-- Amounts have cents, and BETWEEN takes its upper end with it.
SELECT order_id, order_amount
FROM Orders
WHERE order_amount BETWEEN 100 AND 199;
