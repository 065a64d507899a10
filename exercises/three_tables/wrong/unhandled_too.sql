-- Orders that nobody handled are in your list, with NULL.
-- LEFT JOIN keeps those without a partner: are they wanted?
SELECT o.order_id, c.name, e.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
LEFT JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 1500;
