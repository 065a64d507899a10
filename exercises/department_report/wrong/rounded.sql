-- The share is rounded; the task asks for it as it is.
-- Look at the outermost function of that column.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    ROUND(100.0 * SUM(e.salary) / (SELECT SUM(salary) FROM Employees), 1) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(e.salary) >= 120000
ORDER BY place, d.id;
