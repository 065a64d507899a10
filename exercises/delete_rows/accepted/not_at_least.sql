-- Idea: those that are not at least 10; an amount is never NULL.
DELETE FROM Orders WHERE NOT order_amount >= 10;
