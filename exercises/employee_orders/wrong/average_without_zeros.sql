-- Orders of amount 0 are left out of the average: 0 and 10 should give 5, not 10.
-- Look at what happens to a 0 before it reaches AVG.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(NULLIF(o.order_amount, 0)), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
