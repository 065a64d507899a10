-- The orders are still there, with an amount of 0.
-- Which statement takes away whole rows?
UPDATE Orders SET order_amount = 0 WHERE order_amount < 10;
