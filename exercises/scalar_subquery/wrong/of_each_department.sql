-- This compares with the average of the own department.
-- The task wants that of the company: look at WHERE in the brackets.
SELECT e.id, e.name, e.salary
FROM Employees AS e
WHERE e.salary > (SELECT AVG(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
