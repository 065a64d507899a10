-- Orders of 10 to 100 are gone too.
-- Count the zeros.
DELETE FROM Orders WHERE order_amount < 100;
