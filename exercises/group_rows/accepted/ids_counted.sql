-- Idea: an id is never NULL, so it can be counted.
SELECT e.department_id, COUNT(e.id) AS n
FROM Employees AS e
GROUP BY e.department_id;
