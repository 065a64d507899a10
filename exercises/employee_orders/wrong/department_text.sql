-- An employee without a department gets a piece of text here; the task asks for NULL.
-- Text that reads like "nothing" is still a value. Look at the third column.
SELECT
    e.id,
    e.name,
    COALESCE(d.name, 'None') AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
