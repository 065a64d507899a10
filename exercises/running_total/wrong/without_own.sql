-- The own salary is not in the sum.
-- Up to which row is added?
SELECT
    id,
    salary,
    SUM(salary) OVER (ORDER BY salary, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS total
FROM Employees
WHERE salary IS NOT NULL;
