-- The best-paid of every department are here.
-- The task is about the whole company: look at the condition in the brackets.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary = (SELECT MAX(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
