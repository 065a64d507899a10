-- If two people share the highest salary, this returns that salary again.
-- Skipping one row skips a person, not an amount. Look at which rows are sorted.
SELECT (
    SELECT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 1 OFFSET 1
) AS second_highest;
