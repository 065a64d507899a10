-- No single salary is that high, so nothing is left: WHERE asks each employee by themselves.
-- The condition is about the sum of a department. Look for the place where groups are chosen.
SELECT
    d.id,
    d.name,
    SUM(e.salary) AS payroll,
    100.0 * SUM(e.salary) / (SELECT SUM(salary) FROM Employees) AS share,
    RANK() OVER (ORDER BY SUM(e.salary) DESC) AS place
FROM Departments AS d
JOIN Employees AS e ON e.department_id = d.id
WHERE e.salary >= 120000
GROUP BY d.id, d.name
ORDER BY place, d.id;
