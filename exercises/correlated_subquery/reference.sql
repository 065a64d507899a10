SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (SELECT AVG(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
