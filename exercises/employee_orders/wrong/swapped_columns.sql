-- The values are right, but average and number of orders have changed places.
-- Columns are compared by their position: look at the order the task asks for.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COALESCE(AVG(o.order_amount), 0) AS average_amount,
    COUNT(o.order_id) AS orders
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
