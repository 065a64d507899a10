-- Idea: RANK does it too, if no two rows are equal in its order.
SELECT department_id, id
FROM (
    SELECT department_id, id, RANK() OVER (PARTITION BY department_id ORDER BY salary DESC, id) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS ranked
WHERE place < 2;
