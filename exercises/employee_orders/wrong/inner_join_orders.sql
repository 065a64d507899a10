-- Employees who handled no order are missing; they should be there with 0 orders.
-- Look at how Orders is joined: what happens to an employee who finds no order?
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
