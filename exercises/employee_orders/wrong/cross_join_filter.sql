-- When there are no orders at all, this returns no employees either.
-- Pairing every employee with every order leaves nothing if one side is empty. Look for a way to start from the employees alone.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(*) FILTER (WHERE o.employee_id = e.id) AS orders,
    COALESCE(AVG(o.order_amount) FILTER (WHERE o.employee_id = e.id), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
CROSS JOIN Orders AS o
GROUP BY e.id, e.name, d.name;
