-- Idea: what is missing to 10 is more than nothing.
DELETE FROM Orders WHERE 10 - order_amount > 0;
