-- Idea: add up a 1 for each.
SELECT department_id, SUM(1) AS employees
FROM Employees
GROUP BY department_id;
