-- If people of two departments share the highest salary, this returns that salary again.
-- DISTINCT compares all the columns it is given. Look at which columns those are.
SELECT (
    SELECT salary
    FROM (SELECT DISTINCT department_id, salary FROM Employees WHERE salary IS NOT NULL) AS pairs
    ORDER BY salary DESC
    LIMIT 1 OFFSET 1
) AS second_highest;
