-- The average is too low: an unknown salary counts as 0.
-- Look at what you put in the place of NULL.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (SELECT AVG(COALESCE(o.salary, 0)) FROM Employees AS o WHERE o.department_id = e.department_id);
