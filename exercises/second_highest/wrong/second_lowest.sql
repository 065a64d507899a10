-- This sorts from the bottom and returns the second-lowest salary.
-- Look at the direction of ORDER BY.
SELECT (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary
    LIMIT 1 OFFSET 1
) AS second_highest;
