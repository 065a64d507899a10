-- Employees without orders are missing, and web orders, which nobody handled, add a row about nobody.
-- This join keeps all orders; look at which table the task wants to see complete.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
RIGHT JOIN Orders AS o ON o.employee_id = e.id
LEFT JOIN Departments AS d ON d.id = e.department_id
GROUP BY e.id, e.name, d.name;
