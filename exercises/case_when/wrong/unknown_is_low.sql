-- A salary of NULL is 'low' here: no comparison with it is true, so it falls into ELSE.
-- Ask for NULL before that.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        ELSE 'low'
    END AS pay
FROM Employees;
