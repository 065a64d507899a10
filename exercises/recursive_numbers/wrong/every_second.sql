-- Every second number is missing.
-- Look at the step in the second part.
WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 2 FROM numbers WHERE n < 9
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n;
