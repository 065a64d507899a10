-- Idea: a lateral subquery works out count and average for one employee at a time.
SELECT e.id, e.name, d.name AS department, h.orders, COALESCE(h.average_amount, 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
CROSS JOIN LATERAL (
    SELECT COUNT(*) AS orders, AVG(o.order_amount) AS average_amount
    FROM Orders AS o
    WHERE o.employee_id = e.id
) AS h;
