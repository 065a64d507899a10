-- A salary of NULL is 'low' here: nothing is equal to NULL, so that condition is never true.
-- Two words ask for NULL, instead of the sign.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        WHEN salary = NULL THEN 'unknown'
        ELSE 'low'
    END AS pay
FROM Employees;
