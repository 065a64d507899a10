-- Somebody who earns exactly the average is here, such as who is alone in a department.
-- Look at the sign.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary >= (SELECT AVG(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
