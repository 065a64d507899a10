-- Idea: begin at 10 and go down.
WITH RECURSIVE numbers AS (
    SELECT 10 AS n
    UNION ALL
    SELECT n - 1 FROM numbers WHERE n > 1
)
SELECT n, (SELECT e.name FROM Employees AS e WHERE e.id = n) FROM numbers;
