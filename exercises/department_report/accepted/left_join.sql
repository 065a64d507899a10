-- Idea: start from all departments; those without employees have no sum, and HAVING drops them.
SELECT
    d.id,
    ANY_VALUE(d.name),
    SUM(e.salary),
    SUM(e.salary) / (SELECT SUM(salary) FROM Employees) * 100,
    RANK() OVER (ORDER BY SUM(e.salary) DESC)
FROM Departments AS d
LEFT JOIN Employees AS e ON e.department_id = d.id
GROUP BY d.id
HAVING SUM(e.salary) >= 120000
ORDER BY 3 DESC, 1;
