-- Idea: without ELSE, CASE is NULL where nothing is true; COALESCE gives that a word.
SELECT
    id,
    COALESCE(
        CASE
            WHEN salary >= 6000 THEN 'high'
            WHEN salary >= 4000 THEN 'middle'
            WHEN salary < 4000 THEN 'low'
        END,
        'unknown'
    ) AS pay
FROM Employees;
