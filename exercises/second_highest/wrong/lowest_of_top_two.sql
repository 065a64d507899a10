-- If all salaries are the same, the lowest of the top two is that one salary, so the highest is returned instead of NULL.
-- Look at what your inner query holds when there is no second amount.
SELECT MIN(salary) AS second_highest
FROM (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 2
) AS top;
