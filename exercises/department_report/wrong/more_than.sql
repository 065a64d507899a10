-- A department of exactly 120,000 is missing.
-- Look at how the task says it: “at least”.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / (SELECT SUM(salary) FROM Employees) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(e.salary) > 120000
ORDER BY place, d.id;
