-- Idea: what is left when 5,000 are taken away.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary - 5000 > 0
ORDER BY e.name;
