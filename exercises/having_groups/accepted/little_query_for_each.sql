-- Idea: the sum of each customer by a little query.
SELECT id, total
FROM (
    SELECT c.id, (SELECT SUM(o.order_amount) FROM Orders AS o WHERE o.customer_id = c.id) AS total
    FROM Customers AS c
) AS totals
WHERE total >= 10000;
