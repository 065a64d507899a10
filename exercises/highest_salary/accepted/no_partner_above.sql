-- Idea: look for somebody who earns more, and keep those for whom nobody was found.
SELECT e.id, e.name
FROM Employees AS e
LEFT JOIN Employees AS o ON o.salary > e.salary
WHERE o.id IS NULL AND e.salary IS NOT NULL;
