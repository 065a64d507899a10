-- Idea: first those below 5, then those from 5 on.
DELETE FROM Orders WHERE order_amount < 5;
DELETE FROM Orders WHERE order_amount >= 5 AND order_amount < 10;
