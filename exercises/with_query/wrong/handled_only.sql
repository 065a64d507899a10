-- Orders that nobody handled are not counted: COUNT of a column leaves out NULL.
-- What has to stand in the brackets so that each order is counted?
WITH days AS (
    SELECT order_date, COUNT(employee_id) AS orders FROM Orders GROUP BY order_date
)
SELECT order_date, orders
FROM days
WHERE orders = (SELECT MAX(orders) FROM days);
