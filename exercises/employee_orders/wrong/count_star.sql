-- An employee without orders is shown with 1 order instead of 0.
-- The join leaves such an employee one row in which every column of Orders is NULL. Look at what COUNT counts there.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(*) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
