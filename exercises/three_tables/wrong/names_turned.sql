-- The employee stands in the second column, the customer in the third.
-- The columns come in the order in which you write them after SELECT.
SELECT o.order_id, e.name, c.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 1500;
