-- Idea: a name for the averages.
WITH averages AS (
    SELECT department_id, SUM(salary) * 1.0 / COUNT(salary) AS average
    FROM Employees
    GROUP BY department_id
)
SELECT e.id, e.name
FROM Employees AS e, averages AS a
WHERE a.department_id = e.department_id AND e.salary > a.average
ORDER BY e.id;
