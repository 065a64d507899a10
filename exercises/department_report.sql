-- One row a department first; the place is then a count of those that pay more.
WITH payrolls AS (
    SELECT department_id, SUM(salary) AS payroll
    FROM Employees
    GROUP BY department_id
)
SELECT
    d.id,
    d.name,
    p.payroll,
    100.0 * p.payroll / (SELECT SUM(payroll) FROM payrolls) AS share,
    1 + (
        SELECT COUNT(*)
        FROM payrolls AS other
        WHERE other.payroll > p.payroll AND other.department_id IS NOT NULL
    ) AS place
FROM payrolls AS p
JOIN Departments AS d ON d.id = p.department_id
WHERE p.payroll >= 120000
ORDER BY place, d.id;
