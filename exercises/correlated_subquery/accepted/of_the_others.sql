-- Idea: who earns more than the average of the others raises the average, and is above it with the own salary too.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (
    SELECT AVG(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id AND o.id <> e.id
);
