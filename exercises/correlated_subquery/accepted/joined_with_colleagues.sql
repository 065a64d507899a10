-- Idea: everybody beside all colleagues, and then the groups that are above.
SELECT e.id, e.name
FROM Employees AS e
JOIN Employees AS o ON o.department_id = e.department_id
GROUP BY e.id, e.name, e.salary
HAVING e.salary > AVG(o.salary);
