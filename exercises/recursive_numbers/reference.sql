WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 10
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n;
