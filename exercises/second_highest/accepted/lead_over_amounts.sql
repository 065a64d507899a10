-- Idea: put the next lower amount beside each amount; the highest of those neighbours is second.
SELECT MAX(next_lower) AS second_highest
FROM (
    SELECT LEAD(salary) OVER (ORDER BY salary DESC) AS next_lower
    FROM (SELECT DISTINCT salary FROM Employees WHERE salary IS NOT NULL) AS amounts
) AS neighbours;
