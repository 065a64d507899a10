-- The whole leaves out employees without a department, who are paid as well.
-- Look at which rows the sum in brackets loses.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / (SELECT SUM(salary) FROM Employees WHERE department_id IS NOT NULL) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id, d.name
HAVING SUM(e.salary) >= 120000
ORDER BY place, d.id;
