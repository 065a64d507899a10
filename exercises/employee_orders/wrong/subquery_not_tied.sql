-- Every employee is shown with the same numbers, those of all handled orders together.
-- Inside the brackets, a name without a table in front means the nearest table that has it. Look at both sides of the equals sign.
SELECT
    e.id,
    e.name,
    d.name AS department,
    (SELECT COUNT(*) FROM Orders AS o WHERE o.employee_id = employee_id) AS orders,
    COALESCE((SELECT AVG(o.order_amount) FROM Orders AS o WHERE o.employee_id = employee_id), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id;
