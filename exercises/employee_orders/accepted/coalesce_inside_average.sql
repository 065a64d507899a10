-- Idea: COALESCE inside the average; order_amount is never NULL, so this touches only idle employees.
SELECT e.id, e.name, d.name, COUNT(o.order_amount), AVG(COALESCE(o.order_amount, 0))
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
