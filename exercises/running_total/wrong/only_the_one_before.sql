-- Only two salaries are added, the own and the one before.
-- From which row on is added?
SELECT
    id,
    salary,
    SUM(salary) OVER (ORDER BY salary, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS total
FROM Employees
WHERE salary IS NOT NULL;
