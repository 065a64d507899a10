-- This is one employee of the whole company.
-- Something is missing in the window, that begins anew with each department.
SELECT department_id, id
FROM (
    SELECT department_id, id, ROW_NUMBER() OVER (ORDER BY salary DESC, id) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS numbered
WHERE place = 1;
