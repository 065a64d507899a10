-- The sum begins anew in each department.
-- Look at PARTITION BY: does the task speak of departments?
SELECT id, salary, SUM(salary) OVER (PARTITION BY department_id ORDER BY salary, id) AS total
FROM Employees
WHERE salary IS NOT NULL;
