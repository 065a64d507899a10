-- These are the best-paid of each department alone.
-- Others earn more than the average too: look at the function in the brackets.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary = (SELECT MAX(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
