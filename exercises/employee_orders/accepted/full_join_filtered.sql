-- Idea: join both ways and throw away what belongs to no employee.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
FULL JOIN Orders AS o ON o.employee_id = e.id
FULL JOIN Departments AS d ON d.id = e.department_id
WHERE e.id IS NOT NULL
GROUP BY e.id, e.name, d.name;
