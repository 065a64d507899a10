-- Two employees of the same name come out as one row, with their orders thrown together.
-- Look at GROUP BY: a name does not tell two people apart. What does?
SELECT
    MIN(e.id) AS id,
    e.name,
    MIN(d.name) AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.name;
