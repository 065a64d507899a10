-- While there is no department at all, employees without one are missing.
-- Here they need some department to be paired with, even if its name is not shown. Look for a join that asks for none.
SELECT DISTINCT
    e.id,
    e.name,
    CASE WHEN e.department_id IS NOT NULL THEN d.name END AS department,
    (SELECT COUNT(*) FROM Orders AS o WHERE o.employee_id = e.id) AS orders,
    COALESCE((SELECT AVG(o.order_amount) FROM Orders AS o WHERE o.employee_id = e.id), 0) AS average_amount
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id OR e.department_id IS NULL;
