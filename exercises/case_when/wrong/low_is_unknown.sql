-- Who earns less than 4,000 is 'unknown' here: ELSE takes all that is left.
-- One of the four words is missing in your CASE.
SELECT
    id,
    CASE
        WHEN salary >= 6000 THEN 'high'
        WHEN salary >= 4000 THEN 'middle'
        ELSE 'unknown'
    END AS pay
FROM Employees;
