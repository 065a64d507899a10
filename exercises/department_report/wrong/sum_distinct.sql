-- Salaries that happen to be equal are counted once.
-- Look at what DISTINCT does inside a sum.
SELECT
    d.id,
    d.name,
    SUM(DISTINCT e.salary) AS payroll,
    100.0 * SUM(DISTINCT e.salary) / (SELECT SUM(salary) FROM Employees) AS share,
    RANK() OVER (ORDER BY SUM(DISTINCT e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(DISTINCT e.salary) >= 120000
ORDER BY place, d.id;
