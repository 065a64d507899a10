-- Idea: start from exactly one row and join the second amount to it, if there is one.
SELECT amount.salary AS second_highest
FROM (SELECT 1 AS one) AS single
LEFT JOIN (
    SELECT DISTINCT salary
    FROM Employees
    WHERE salary IS NOT NULL
    ORDER BY salary DESC
    LIMIT 1 OFFSET 1
) AS amount ON TRUE;
