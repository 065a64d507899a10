-- Idea: number first, then add up by the numbers.
WITH numbered AS (
    SELECT id, salary, ROW_NUMBER() OVER (ORDER BY salary, id) AS n
    FROM Employees
    WHERE salary IS NOT NULL
)
SELECT id, salary, SUM(salary) OVER (ORDER BY n) FROM numbered;
