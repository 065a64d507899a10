-- The employee is there. How does the customer come in?
SELECT o.order_id, NULL AS customer, e.name AS employee
FROM Orders AS o
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 1500;
