-- Idea: the twelve salaries first, the bonus in a second step.
WITH twelve AS (
    SELECT id, name, salary * 12 AS salaries FROM Employees
)
SELECT id, name, salaries + 500 FROM twelve;
