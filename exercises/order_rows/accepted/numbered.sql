-- Idea: number the rows in the order that is wanted, then sort by the number.
SELECT id, name, salary
FROM (
    SELECT *, ROW_NUMBER() OVER (ORDER BY salary DESC, name) AS n
    FROM Employees
    WHERE salary IS NOT NULL
) AS numbered
ORDER BY n;
