-- Idea: give every employee one order of unknown amount, so that a plain join loses nobody.
WITH amounts AS (
    SELECT employee_id, order_amount FROM Orders
    UNION ALL
    SELECT id, NULL FROM Employees
), staff AS (
    SELECT e.id, e.name, d.name AS department
    FROM Employees AS e JOIN Departments AS d ON d.id = e.department_id
    UNION ALL
    SELECT id, name, NULL FROM Employees WHERE department_id IS NULL
)
SELECT s.id, s.name, s.department, COUNT(a.order_amount), COALESCE(AVG(a.order_amount), 0)
FROM staff AS s
JOIN amounts AS a ON a.employee_id = s.id
GROUP BY s.id, s.name, s.department;
