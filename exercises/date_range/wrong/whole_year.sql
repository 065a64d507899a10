-- All of 2025 is here; the task wants one month of it.
-- Say the month as well.
SELECT order_id, order_date
FROM Orders
WHERE EXTRACT(YEAR FROM order_date) = 2025;
