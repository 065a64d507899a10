-- As soon as there is one web order, whose employee_id is NULL, the employees without orders disappear.
-- NOT IN is never true when the list holds a NULL. Look at what your inner query returns.
SELECT e.id, e.name, d.name AS department, COUNT(*) AS orders, AVG(o.order_amount) AS average_amount
FROM Employees AS e
JOIN Orders AS o ON o.employee_id = e.id
LEFT JOIN Departments AS d ON d.id = e.department_id
GROUP BY e.id, e.name, d.name
UNION ALL
SELECT e.id, e.name, d.name, 0, 0
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
WHERE e.id NOT IN (SELECT employee_id FROM Orders);
