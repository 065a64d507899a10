-- Idea: put a NULL below the second amount and take the first row of both.
WITH below AS (
    SELECT salary FROM Employees WHERE salary < (SELECT MAX(salary) FROM Employees)
    UNION ALL
    SELECT NULL
)
SELECT salary AS second_highest
FROM below
ORDER BY salary DESC NULLS LAST
LIMIT 1;
