-- Which order is gone, and should not be?
DELETE FROM Orders WHERE order_amount <= 10;
