-- Idea: give the average a name.
WITH company AS (
    SELECT AVG(salary) AS average FROM Employees
)
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT average FROM company)
ORDER BY salary DESC;
