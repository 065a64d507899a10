-- Idea: the employees with orders, and below them those for whom no order exists.
SELECT e.id, e.name, d.name AS department, COUNT(*) AS orders, AVG(o.order_amount) AS average_amount
FROM Employees AS e
JOIN Orders AS o ON o.employee_id = e.id
LEFT JOIN Departments AS d ON d.id = e.department_id
GROUP BY e.id, e.name, d.name
UNION ALL
SELECT e.id, e.name, d.name, 0, 0
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
WHERE NOT EXISTS (SELECT 1 FROM Orders AS o WHERE o.employee_id = e.id);
