-- Employees without a department are missing, and a department without employees adds a row about nobody.
-- A LEFT JOIN keeps all rows of the table on its left: look at which table that is.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Departments AS d
LEFT JOIN Employees AS e ON e.department_id = d.id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
