-- Only the best-paid of each department are compared, so a second-highest salary in the same department as the highest is not seen.
-- Look at GROUP BY: the task is about the whole company.
WITH best AS (
    SELECT department_id, MAX(salary) AS salary
    FROM Employees
    GROUP BY department_id
)
SELECT MAX(salary) AS second_highest
FROM best
WHERE salary < (SELECT MAX(salary) FROM best);
