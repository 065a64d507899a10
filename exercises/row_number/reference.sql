SELECT department_id, id
FROM (
    SELECT
        department_id,
        id,
        ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS numbered
WHERE place = 1;
