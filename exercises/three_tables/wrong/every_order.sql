-- Orders below 1,500 are here too.
-- A condition is missing.
SELECT o.order_id, c.name, e.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 150;
