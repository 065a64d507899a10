-- Idea: look before, and then keep it.
BEGIN TRANSACTION;
SELECT COUNT(*) FROM Orders WHERE order_amount < 10;
DELETE FROM Orders WHERE 10 > order_amount;
COMMIT;
