-- Idea: year and month as numbers.
SELECT order_id, order_date
FROM Orders
WHERE EXTRACT(YEAR FROM order_date) = 2025 AND EXTRACT(MONTH FROM order_date) = 3;
