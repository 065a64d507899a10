-- Idea: write the first id of the department beside everybody, and keep one of each.
SELECT DISTINCT
    department_id,
    FIRST_VALUE(id) OVER (PARTITION BY department_id ORDER BY salary DESC, id)
FROM Employees
WHERE department_id IS NOT NULL AND salary IS NOT NULL;
