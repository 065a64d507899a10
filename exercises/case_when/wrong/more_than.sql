-- Who earns exactly 6,000 is not 'high' here, and who earns exactly 4,000 not 'middle'; the task says “from … on”.
-- Look at the signs.
SELECT
    id,
    CASE
        WHEN salary > 6000 THEN 'high'
        WHEN salary > 4000 THEN 'middle'
        WHEN salary IS NULL THEN 'unknown'
        ELSE 'low'
    END AS pay
FROM Employees;
