-- Idea: no colleague earns more, and the salary is known.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM Employees AS o WHERE o.salary > e.salary);
