-- Nothing is deleted: the transaction is never committed, so it is undone when the script ends.
-- Which word keeps it?
BEGIN TRANSACTION;
DELETE FROM Orders WHERE order_amount < 10;
