-- Idea: conditions that exclude each other; then their order is free.
SELECT
    id,
    CASE
        WHEN salary >= 4000 AND salary < 6000 THEN 'middle'
        WHEN salary IS NULL THEN 'unknown'
        WHEN salary < 4000 THEN 'low'
        ELSE 'high'
    END AS pay
FROM Employees;
