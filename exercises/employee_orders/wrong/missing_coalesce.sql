-- An employee without orders gets NULL as the average, where the task asks for 0.
-- An average over no values is NULL: look for the place to say what should stand there instead.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    AVG(o.order_amount) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
