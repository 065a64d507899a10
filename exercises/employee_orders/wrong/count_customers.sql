-- This counts customers: two orders for the same customer count once.
-- Look at what is inside COUNT. The task asks for orders.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(DISTINCT o.customer_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
