-- This puts the next higher amount beside each salary, so the highest of these neighbours is the highest salary itself.
-- Look at the direction: going down the sorted list, which neighbour do you want?
SELECT MAX(neighbour) AS second_highest
FROM (
    SELECT LAG(salary) OVER (ORDER BY salary DESC) AS neighbour
    FROM (SELECT DISTINCT salary FROM Employees WHERE salary IS NOT NULL) AS amounts
) AS neighbours;
