-- Departments of one name are thrown together.
-- Check that your groups are told apart by something that is never shared.
SELECT
    MIN(d.id) AS id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / (SELECT SUM(salary) FROM Employees) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.name
HAVING SUM(e.salary) >= 120000
ORDER BY place, id;
