-- Idea: the id decides what is still open.
SELECT e.id, e.name, e.salary
FROM Employees AS e
WHERE NOT e.salary IS NULL
ORDER BY e.salary DESC, e.name, e.id;
