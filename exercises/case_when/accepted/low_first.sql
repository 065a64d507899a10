-- Idea: from the bottom up, each with its upper end.
SELECT
    id,
    CASE
        WHEN salary < 4000 THEN 'low'
        WHEN salary < 6000 THEN 'middle'
        WHEN salary >= 6000 THEN 'high'
        ELSE 'unknown'
    END AS pay
FROM Employees;
