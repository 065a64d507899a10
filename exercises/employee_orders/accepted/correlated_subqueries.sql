-- Idea: no join at all; each further column is its own little query about this employee.
SELECT
    e.id,
    e.name,
    (SELECT d.name FROM Departments AS d WHERE d.id = e.department_id) AS department,
    (SELECT COUNT(*) FROM Orders AS o WHERE o.employee_id = e.id) AS orders,
    COALESCE((SELECT AVG(o.order_amount) FROM Orders AS o WHERE o.employee_id = e.id), 0) AS average_amount
FROM Employees AS e;
