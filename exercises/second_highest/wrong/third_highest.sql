-- This skips two amounts and returns the third-highest.
-- Look at OFFSET: it says how many rows to leave out, not which one to take.
SELECT (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 1 OFFSET 2
) AS second_highest;
