-- Idea: a row for each amount, with how often it is paid.
WITH amounts AS (
    SELECT salary, COUNT(*) AS n FROM Employees WHERE salary IS NOT NULL GROUP BY salary
)
SELECT SUM(salary * n), SUM(salary * n) * 1.0 / SUM(n), MIN(salary), MAX(salary)
FROM amounts;
