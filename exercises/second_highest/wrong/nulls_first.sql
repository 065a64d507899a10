-- If any salary is NULL, it stands first and the highest salary second, so the highest is returned.
-- A salary that is not agreed yet takes no part in the ranking. Look at which rows you sort.
SELECT (
    SELECT DISTINCT salary
    FROM Employees
    ORDER BY salary DESC NULLS FIRST
    LIMIT 1 OFFSET 1
) AS second_highest;
