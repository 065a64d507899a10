DELETE FROM Orders WHERE order_amount < 10;
