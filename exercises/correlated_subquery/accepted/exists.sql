-- Idea: the department's average exists and is lower.
SELECT e.id, e.name
FROM Employees AS e
WHERE EXISTS (
    SELECT o.department_id
    FROM Employees AS o
    WHERE o.department_id = e.department_id
    GROUP BY o.department_id
    HAVING AVG(o.salary) < e.salary
);
