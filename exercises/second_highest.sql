-- Each salary once, from the top, skip one. The query in brackets stands for a value,
-- and that value is NULL when it finds no row.
SELECT (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 1 OFFSET 1
) AS second_highest;
