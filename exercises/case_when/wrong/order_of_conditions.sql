-- Nobody is 'high': 7,000 is from 4,000 on as well, and that condition stands first. And NULL falls into ELSE.
-- The first condition that is true decides: which must be asked first?
SELECT
    id,
    CASE
        WHEN salary >= 4000 THEN 'middle'
        WHEN salary >= 6000 THEN 'high'
        ELSE 'low'
    END AS pay
FROM Employees;
