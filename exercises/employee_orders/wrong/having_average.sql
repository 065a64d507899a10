-- HAVING removes everyone whose average is not above 0, and with them every employee without orders.
-- The task wants those employees shown: look at whether any row should be filtered.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name
HAVING AVG(o.order_amount) > 0;
