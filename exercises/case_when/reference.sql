SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        WHEN salary IS NULL THEN 'unknown'
        ELSE 'low'
    END AS pay
FROM Employees;
