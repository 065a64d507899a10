-- This returns the middle between the highest and the second-highest salary, an amount that perhaps nobody earns.
-- Look at the function around the top two.
SELECT AVG(salary) AS second_highest
FROM (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 2
) AS top;
