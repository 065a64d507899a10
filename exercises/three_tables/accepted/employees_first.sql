-- Idea: begin at the employee, and go on to the order and the customer.
SELECT o.order_id, c.name, e.name
FROM Employees AS e
JOIN Orders AS o ON o.employee_id = e.id AND o.order_amount >= 1500
JOIN Customers AS c ON o.customer_id = c.id
ORDER BY o.order_id;
