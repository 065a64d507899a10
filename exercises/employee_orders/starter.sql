-- This runs, and the numbers it shows are right, but some employees are missing.
-- Find out who, and bring them back.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    AVG(o.order_amount) AS average_amount
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id
JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
