-- Employees without a department have a row too: to PARTITION BY all NULLs are one part.
-- Leave them out with a condition.
SELECT department_id, id
FROM (
    SELECT department_id, id, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS numbered
WHERE place = 1;
