-- First one row per employee who handled anything, then that result joined to all
-- employees: the orders are counted before any join can multiply or lose them.
WITH handled AS (
    SELECT employee_id, COUNT(*) AS orders, AVG(order_amount) AS average_amount
    FROM Orders
    GROUP BY employee_id
)
SELECT
    e.id,
    e.name,
    d.name AS department,
    COALESCE(h.orders, 0) AS orders,
    COALESCE(h.average_amount, 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN handled AS h ON h.employee_id = e.id;
