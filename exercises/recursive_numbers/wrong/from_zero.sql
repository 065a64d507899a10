-- The first number is 0.
-- Look at the first part.
WITH RECURSIVE numbers AS (
    SELECT 0 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 10
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n;
