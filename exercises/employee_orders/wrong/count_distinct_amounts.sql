-- Two orders of the same amount are counted once.
-- Look at what is inside COUNT: which column is different for every order?
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(DISTINCT o.order_amount) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
