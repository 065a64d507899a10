-- An order of exactly 10 is gone; the task lets it stay.
-- Look at the sign.
DELETE FROM Orders WHERE order_amount <= 10;
