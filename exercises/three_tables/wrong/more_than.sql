-- An order of exactly 1,500 is missing.
-- Look at the sign in WHERE.
SELECT o.order_id, c.name, e.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount > 1500;
