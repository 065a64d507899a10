-- Idea: write year and month, and compare that.
SELECT order_id, order_date
FROM Orders
WHERE STRFTIME(order_date, '%Y-%m') = '2025-03';
