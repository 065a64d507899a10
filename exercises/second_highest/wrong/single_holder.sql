-- A salary that several people earn is left out altogether, so ties change what is second.
-- Look at HAVING: a shared amount is still one amount.
SELECT (
    SELECT salary
    FROM Employees
    WHERE salary IS NOT NULL
    GROUP BY salary
    HAVING COUNT(*) = 1
    ORDER BY salary DESC
    LIMIT 1 OFFSET 1
) AS second_highest;
