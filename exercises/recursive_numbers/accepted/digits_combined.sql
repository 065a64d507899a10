-- Idea: two times five numbers make ten.
WITH ones (o) AS (
    VALUES (1), (2), (3), (4), (5)
), fives (f) AS (
    VALUES (0), (5)
)
SELECT o + f, e.name
FROM ones
CROSS JOIN fives
LEFT JOIN Employees AS e ON e.id = o + f;
