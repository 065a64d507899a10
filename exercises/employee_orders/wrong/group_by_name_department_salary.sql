-- Two employees who share name, department and salary come out as one row.
-- Adding more columns to GROUP BY makes that rarer, not impossible. Look for the one column that is never shared.
SELECT
    MIN(e.id) AS id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.name, d.name, e.salary;
