-- Idea: find their numbers in a query.
DELETE FROM Orders WHERE order_id IN (SELECT order_id FROM Orders WHERE order_amount < 10);
