-- The customer's number is looked up among the employees, and the employee's among the customers.
-- Look at each ON: which column leads to which table?
SELECT o.order_id, c.name, e.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.employee_id
JOIN Employees AS e ON e.id = o.customer_id
WHERE o.order_amount >= 1500;
