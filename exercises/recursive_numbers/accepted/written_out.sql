-- Idea: write the numbers down.
WITH numbers (n) AS (
    VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)
)
SELECT n, e.name
FROM numbers
LEFT JOIN Employees AS e ON e.id = n;
