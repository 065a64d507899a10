-- Idea: LIMIT for the number alone, where a tie does no harm.
SELECT order_date, COUNT(*) AS orders
FROM Orders
GROUP BY order_date
HAVING COUNT(*) = (SELECT COUNT(*) FROM Orders GROUP BY order_date ORDER BY COUNT(*) DESC LIMIT 1);
