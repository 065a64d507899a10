-- Idea: count and average over a window for each employee, then drop the repeated rows.
SELECT DISTINCT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) OVER (PARTITION BY e.id) AS orders,
    COALESCE(AVG(o.order_amount) OVER (PARTITION BY e.id), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id;
