-- Idea: windows again, but QUALIFY keeps the first order of each employee.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) OVER mine AS orders,
    COALESCE(AVG(o.order_amount) OVER mine, 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
WINDOW mine AS (PARTITION BY e.id)
QUALIFY ROW_NUMBER() OVER (PARTITION BY e.id ORDER BY o.order_id) = 1;
