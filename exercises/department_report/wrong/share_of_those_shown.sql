-- This is the share among the departments that are shown: the window comes after HAVING and the join, and sees only what they left.
-- Which employees are not in the sum? Look for a place where it can be taken over all of them.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / SUM(SUM(e.salary)) OVER () AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(e.salary) >= 120000
ORDER BY place, d.id;
