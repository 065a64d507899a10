-- Two employees of the same name in the same department come out as one row, with their orders thrown together.
-- Look at GROUP BY: which column is different for every employee?
SELECT
    MIN(e.id) AS id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.name, d.name;
