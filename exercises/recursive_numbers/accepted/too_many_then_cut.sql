-- Idea: make a few more, and choose afterwards.
WITH RECURSIVE numbers AS (
    SELECT 0 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 30
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n
WHERE n BETWEEN 1 AND 10;
