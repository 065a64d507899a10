-- Idea: NULL first; after that ELSE is safe.
SELECT
    e.id,
    CASE
        WHEN e.salary IS NULL THEN 'unknown'
        WHEN e.salary >= 6000 THEN 'high'
        WHEN e.salary >= 4000 THEN 'middle'
        ELSE 'low'
    END
FROM Employees AS e
ORDER BY e.id;
