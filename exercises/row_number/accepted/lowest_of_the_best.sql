-- Idea: of all who earn the highest salary, the lowest id.
SELECT e.department_id, MIN(e.id)
FROM Employees AS e
WHERE e.salary = (SELECT MAX(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id)
GROUP BY e.department_id;
