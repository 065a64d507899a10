-- All days are here; the task wants the one with the most orders.
-- A condition is missing.
SELECT order_date, COUNT(*)
FROM Orders
GROUP BY order_date;
