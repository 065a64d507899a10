-- Idea: the second-highest has exactly one different amount above it.
SELECT MAX(e.salary) AS second_highest
FROM Employees AS e
WHERE (SELECT COUNT(DISTINCT h.salary) FROM Employees AS h WHERE h.salary > e.salary) = 1;
