-- Idea: the numbers in a query with a name.
WITH numbered AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id ASC) AS n
    FROM Employees
    WHERE salary IS NOT NULL
)
SELECT department_id, id
FROM numbered
WHERE n = 1 AND department_id IS NOT NULL
ORDER BY department_id;
