-- Two orders that agree in employee, customer, amount and day are taken for one.
-- They are still two orders: look at what DISTINCT removes here, and which column it cannot see.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.employee_id) AS orders,
    COALESCE(AVG(o.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN (
    SELECT DISTINCT employee_id, customer_id, order_amount, order_date FROM Orders
) AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
