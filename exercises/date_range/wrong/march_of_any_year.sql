-- March of every year is here; the task wants that of 2025.
-- Say the year as well.
SELECT order_id, order_date
FROM Orders
WHERE EXTRACT(MONTH FROM order_date) = 3;
