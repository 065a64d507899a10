-- Idea: among the salaries that have a higher one, the one that has no higher one there.
WITH below AS (
    SELECT DISTINCT e.salary
    FROM Employees AS e
    WHERE EXISTS (SELECT 1 FROM Employees AS h WHERE h.salary > e.salary)
)
SELECT (
    SELECT b.salary
    FROM below AS b
    WHERE NOT EXISTS (SELECT 1 FROM below AS h WHERE h.salary > b.salary)
) AS second_highest;
