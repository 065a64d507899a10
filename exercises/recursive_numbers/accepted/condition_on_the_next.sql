-- Idea: ask whether the next number is still wanted.
WITH RECURSIVE numbers (n) AS (
    SELECT 1
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n + 1 <= 10
)
SELECT numbers.n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = numbers.n
ORDER BY numbers.n;
