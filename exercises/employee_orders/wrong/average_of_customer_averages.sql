-- This averages the averages of each customer, so a customer with many orders weighs no more than one with a single order.
-- Look at how often the amounts are averaged on their way to the result.
WITH per_customer AS (
    SELECT employee_id, customer_id, COUNT(*) AS orders, AVG(order_amount) AS average_amount
    FROM Orders
    GROUP BY employee_id, customer_id
)
SELECT
    e.id,
    e.name,
    d.name AS department,
    COALESCE(SUM(p.orders), 0) AS orders,
    COALESCE(AVG(p.average_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN per_customer AS p ON p.employee_id = e.id
GROUP BY e.id, e.name, d.name;
