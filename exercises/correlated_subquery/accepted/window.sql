-- Idea: write the average of the department beside each employee.
SELECT id, name
FROM (
    SELECT *, AVG(salary) OVER (PARTITION BY department_id) AS average
    FROM Employees
    WHERE department_id IS NOT NULL
) AS beside
WHERE salary > average;
