-- Idea: the same, and say how far the window reaches.
SELECT
    id,
    salary,
    SUM(salary) OVER (ORDER BY salary, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
FROM Employees
WHERE salary IS NOT NULL;
