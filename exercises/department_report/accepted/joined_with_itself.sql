-- Idea: no window; each department is joined with those that pay more, and they are counted.
WITH payrolls AS (
    SELECT d.id, d.name, SUM(e.salary) AS payroll
    FROM Departments AS d
    JOIN Employees AS e ON e.department_id = d.id
    GROUP BY d.id, d.name
    HAVING SUM(e.salary) >= 120000
)
SELECT p.id, p.name, p.payroll, 100.0 * p.payroll / w.total AS share, COUNT(o.id) + 1 AS place
FROM payrolls AS p
CROSS JOIN (SELECT SUM(salary) AS total FROM Employees) AS w
LEFT JOIN payrolls AS o ON o.payroll > p.payroll
GROUP BY p.id, p.name, p.payroll, w.total
ORDER BY place, p.id;
