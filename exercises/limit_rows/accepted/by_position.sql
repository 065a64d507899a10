-- Idea: the columns of the result by their place.
SELECT order_id AS number, order_amount AS amount
FROM Orders
ORDER BY 2 DESC, 1
LIMIT 3;
