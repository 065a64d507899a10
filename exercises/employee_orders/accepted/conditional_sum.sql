-- Idea: count with a sum of ones and zeros, and divide by hand where there is something to divide.
SELECT
    e.id,
    e.name,
    MIN(d.name) AS department,
    SUM(CASE WHEN o.order_id IS NULL THEN 0 ELSE 1 END) AS orders,
    CASE WHEN COUNT(o.order_id) = 0 THEN 0 ELSE 1.0 * SUM(o.order_amount) / COUNT(o.order_id) END AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name;
