-- Idea: sort the employees of each department, and take the first.
SELECT d.department_id, d.best
FROM (
    SELECT
        d.id AS department_id,
        (
            SELECT e.id
            FROM Employees AS e
            WHERE e.department_id = d.id AND e.salary IS NOT NULL
            ORDER BY e.salary DESC, e.id
            LIMIT 1
        ) AS best
    FROM Departments AS d
) AS d
WHERE d.best IS NOT NULL;
