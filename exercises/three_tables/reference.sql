SELECT o.order_id, c.name AS customer, e.name AS employee
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 1500;
