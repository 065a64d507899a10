-- Idea: the employee by LEFT JOIN, and then without those who found none.
SELECT o.order_id, c.name, e.name
FROM Orders AS o
INNER JOIN Customers AS c ON c.id = o.customer_id
LEFT JOIN Employees AS e ON e.id = o.employee_id
WHERE NOT o.order_amount < 1500 AND e.id IS NOT NULL;
