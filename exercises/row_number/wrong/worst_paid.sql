-- These are the worst-paid: without a further word it goes from low to high.
-- Look at ORDER BY in the window.
SELECT department_id, id
FROM (
    SELECT department_id, id, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary, id) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS numbered
WHERE place = 1;
