-- Idea: count rows with FILTER, so that the empty row of an idle employee is not counted.
SELECT
    e.id,
    ANY_VALUE(e.name) AS name,
    ANY_VALUE(d.name) AS department,
    COUNT(*) FILTER (WHERE o.order_id IS NOT NULL) AS orders,
    COALESCE(AVG(o.order_amount) FILTER (WHERE o.order_id IS NOT NULL), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id;
