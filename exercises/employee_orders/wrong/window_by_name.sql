-- Employees of the same name are all shown with the orders of all of them together.
-- Look at PARTITION BY: a name may belong to more than one person.
SELECT DISTINCT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) OVER (PARTITION BY e.name) AS orders,
    COALESCE(AVG(o.order_amount) OVER (PARTITION BY e.name), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id;
