-- An order of 9.50 is still there: amounts have cents.
-- Is there anything between 9 and 10?
DELETE FROM Orders WHERE order_amount <= 9;
