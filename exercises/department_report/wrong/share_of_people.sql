-- This is the share of the people, not of the money.
-- Look at what you divide by what.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * COUNT(e.salary) / (SELECT COUNT(salary) FROM Employees) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(e.salary) >= 120000
ORDER BY place, d.id;
