-- If two share the highest salary of a department, RANK gives both the 1.
-- Which function never gives a number twice, and how does it know which comes first?
SELECT department_id, id
FROM (
    SELECT department_id, id, RANK() OVER (PARTITION BY department_id ORDER BY salary DESC) AS place
    FROM Employees
    WHERE department_id IS NOT NULL AND salary IS NOT NULL
) AS ranked
WHERE place = 1;
