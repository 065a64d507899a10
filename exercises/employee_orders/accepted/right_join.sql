-- Idea: start from the orders, and keep every employee by joining them on the right.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Orders AS o
RIGHT JOIN Employees AS e ON e.id = o.employee_id
LEFT JOIN Departments AS d ON d.id = e.department_id
GROUP BY e.id, e.name, d.name;
