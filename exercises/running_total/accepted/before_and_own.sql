-- Idea: all that were before, and the own salary.
SELECT
    id,
    salary,
    salary + COALESCE(SUM(salary) OVER (ORDER BY salary, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary;
