-- If three people earn the second-highest salary, this returns it three times, and if nobody does, not at all.
-- The task wants exactly one row. Look at what one row of your result stands for.
SELECT salary AS second_highest
FROM (
    SELECT salary, DENSE_RANK() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS ranked
WHERE place = 2;
