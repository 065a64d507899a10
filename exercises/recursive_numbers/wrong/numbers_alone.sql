-- The numbers are there; the second column, the name, is missing.
-- Join the employees, so that no number gets lost.
WITH RECURSIVE numbers AS (
    SELECT 1 AS n
    UNION ALL
    SELECT n + 1 FROM numbers WHERE n < 10
)
SELECT n FROM numbers;
