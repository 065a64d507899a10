-- Web orders, which nobody handled, add a row about an employee who does not exist.
-- Look at the join with Orders: which side has to be kept whole, and which not?
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
FULL JOIN Orders AS o ON o.employee_id = e.id
LEFT JOIN Departments AS d ON d.id = e.department_id
GROUP BY e.id, e.name, d.name;
