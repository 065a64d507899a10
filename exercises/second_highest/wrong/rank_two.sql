-- If two people share the highest salary, they are both number 1 and the next one is number 3, so nobody is number 2.
-- Look for a way of numbering that leaves no gaps after a tie.
SELECT MAX(salary) AS second_highest
FROM (
    SELECT salary, RANK() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS ranked
WHERE place = 2;
