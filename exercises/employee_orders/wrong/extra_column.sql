-- There is one column too many: the id of the department was not asked for.
-- Compare your columns with the list of five in the task.
SELECT
    e.id,
    e.name,
    d.id AS department_id,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.id, d.name;
