-- Somebody who earns 5,999.50 is 'low' here: between 5,999 and 6,000 there are cents.
-- The first condition has taken out 6,000 and more already; what is left to say?
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary BETWEEN 4000 AND 5999 THEN 'middle'
        WHEN salary IS NULL THEN 'unknown'
        ELSE 'low'
    END AS pay
FROM Employees;
