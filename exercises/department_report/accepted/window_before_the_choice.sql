-- Idea: window over all groups, also that of nobody's department, and choose afterwards.
WITH groups AS (
    SELECT
        department_id,
        SUM(salary) AS payroll,
        100.0 * SUM(salary) / SUM(SUM(salary)) OVER () AS share
    FROM Employees
    GROUP BY department_id
)
SELECT d.id, d.name, g.payroll, g.share, RANK() OVER (ORDER BY g.payroll DESC) AS place
FROM groups AS g
JOIN Departments AS d ON d.id = g.department_id
WHERE g.payroll >= 120000
ORDER BY place, d.id;
