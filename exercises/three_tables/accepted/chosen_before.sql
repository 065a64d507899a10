-- Idea: choose the orders first, then find the names.
WITH large AS (
    SELECT * FROM Orders WHERE order_amount >= 1500
)
SELECT l.order_id, c.name, e.name
FROM large AS l
JOIN Employees AS e ON e.id = l.employee_id
JOIN Customers AS c ON c.id = l.customer_id;
