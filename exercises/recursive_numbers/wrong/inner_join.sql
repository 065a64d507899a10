-- A number that is nobody's id is missing: JOIN leaves out who has no partner.
-- Which join keeps them?
WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 10
)
SELECT n, e.name
FROM numbers
JOIN Employees AS e ON e.id = n;
