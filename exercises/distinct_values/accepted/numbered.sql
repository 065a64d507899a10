-- Idea: number the employees of each amount, take the first.
SELECT salary
FROM (
    SELECT salary, ROW_NUMBER() OVER (PARTITION BY salary ORDER BY id) AS n
    FROM Employees
    WHERE salary IS NOT NULL
) AS numbered
WHERE n = 1;
