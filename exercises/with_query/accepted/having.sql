-- Idea: the numbers once more, in brackets.
SELECT order_date, COUNT(*)
FROM Orders
GROUP BY order_date
HAVING COUNT(*) = (SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM Orders GROUP BY order_date) AS numbers);
