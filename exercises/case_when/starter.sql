-- Nobody is 'high' here. Which condition is tried first? And what is said of NULL?
SELECT
    id,
    CASE
        WHEN salary >= 4000 THEN 'middle'
        WHEN salary >= 6000 THEN 'high'
        ELSE 'low'
    END AS pay
FROM Employees;
