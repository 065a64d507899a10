-- The small orders stay, and the others are gone.
-- Which way does the sign open?
DELETE FROM Orders WHERE order_amount > 10;
