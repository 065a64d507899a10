-- The orders with the numbers below 10 are gone, whatever their amount.
-- Which column does the task speak of?
DELETE FROM Orders WHERE order_id < 10;
