-- The last number is 11: for 10 the condition is still true, and it makes one more of it.
-- For which number is the next one wanted for the last time?
WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n <= 10
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n;
