-- An employee with 2 orders is shown with 4, one with 3 with 9: each order meets every other order of that employee.
-- Look at how often Orders is joined. Do count and average need a copy each?
SELECT
    e.id,
    e.name,
    d.name AS department,
    COUNT(counted.order_id) AS orders,
    COALESCE(AVG(averaged.order_amount), 0) AS average_amount
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS counted ON counted.employee_id = e.id
LEFT JOIN Orders AS averaged ON averaged.employee_id = e.id
GROUP BY e.id, e.name, d.name;
