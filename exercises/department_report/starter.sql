-- This looks right and lists all departments. Which are meant, and what is a share a share of?
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / SUM(SUM(e.salary)) OVER () AS share,
    ROW_NUMBER() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
ORDER BY place, d.id;
