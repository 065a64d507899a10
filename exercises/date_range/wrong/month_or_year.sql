-- March of every year is here, and all of 2025: one of the two is enough.
-- Both must be true: which word is that?
SELECT order_id, order_date
FROM Orders
WHERE EXTRACT(YEAR FROM order_date) = 2025 OR EXTRACT(MONTH FROM order_date) = 3;
