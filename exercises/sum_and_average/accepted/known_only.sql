-- Idea: leave out NULL before.
SELECT SUM(e.salary), AVG(e.salary), MIN(e.salary), MAX(e.salary)
FROM Employees AS e
WHERE e.salary IS NOT NULL;
