-- Idea: begin at the highest salary and step down once.
WITH RECURSIVE steps (step, salary) AS (
    SELECT 1, MAX(salary) FROM Employees
    UNION ALL
    SELECT steps.step + 1, (SELECT MAX(e.salary) FROM Employees AS e WHERE e.salary < steps.salary)
    FROM steps
    WHERE steps.step < 2
)
SELECT salary AS second_highest FROM steps WHERE step = 2;
