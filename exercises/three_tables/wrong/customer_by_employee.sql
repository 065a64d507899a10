-- The customer is found by the number of the employee.
-- Look at the second ON: which column of Orders leads to Customers?
SELECT o.order_id, c.name, e.name
FROM Orders AS o
JOIN Employees AS e ON e.id = o.employee_id
JOIN Customers AS c ON c.id = e.id
WHERE o.order_amount >= 1500;
