-- Orders of 0 or less, such as samples and refunds, are not counted.
-- They were handled like any other: look at the test inside your SUM.
SELECT
    e.id,
    e.name,
    d.name AS department,
    SUM(CASE WHEN o.order_amount > 0 THEN 1 ELSE 0 END) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
