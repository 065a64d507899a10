-- Employees who have no department, and employees who handled no order, are missing from this result.
-- Look at what each of the two JOINs does with an employee who finds no partner, and then at what the average of no orders should be.
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(o.order_id) AS orders,
    AVG(o.order_amount) AS average_amount
FROM Employees AS e
JOIN Departments AS d ON d.id = e.department_id
JOIN Orders AS o ON o.employee_id = e.id
GROUP BY e.id, e.name, d.name;
