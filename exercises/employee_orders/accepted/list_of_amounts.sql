-- Idea: collect each employee's amounts in a list and measure the list.
WITH handled AS (
    SELECT employee_id, LIST(order_amount) AS amounts
    FROM Orders
    GROUP BY employee_id
)
SELECT
    e.id,
    e.name,
    d.name AS department,
    COALESCE(LEN(h.amounts), 0) AS orders,
    COALESCE(LIST_SUM(h.amounts) / LEN(h.amounts), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN handled AS h ON h.employee_id = e.id;
