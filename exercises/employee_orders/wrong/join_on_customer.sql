-- This counts the orders of the customer who happens to have the employee's number.
-- Look at the columns of Orders: which one says who handled the order?
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.customer_id = e.id
GROUP BY e.id, e.name, d.name;
