-- Idea: number the amounts without gaps, take number two; MAX makes it one row.
SELECT MAX(salary) AS second_highest
FROM (
    SELECT salary, DENSE_RANK() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS ranked
WHERE place = 2;
