-- Of several with the same salary the one with the highest id is here.
-- Each column of ORDER BY has a direction of its own.
SELECT department_id, id
FROM (
    SELECT department_id, id, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id DESC) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS numbered
WHERE place = 1;
