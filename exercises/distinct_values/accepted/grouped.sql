-- Idea: a group for each amount.
SELECT salary
FROM Employees
WHERE salary IS NOT NULL
GROUP BY salary;
