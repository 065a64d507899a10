-- Idea: for each, the sum of all that come before, and the own.
SELECT
    e.id,
    e.salary,
    (
        SELECT SUM(o.salary)
        FROM Employees AS o
        WHERE o.salary < e.salary OR o.salary = e.salary AND o.id <= e.id
    )
FROM Employees AS e
WHERE e.salary IS NOT NULL;
