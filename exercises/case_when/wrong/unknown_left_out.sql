-- Employees whose salary is NULL are missing; the task has a word for them.
-- Look at WHERE.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        ELSE 'low'
    END AS pay
FROM Employees
WHERE salary IS NOT NULL;
