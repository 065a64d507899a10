-- Two people share the highest salary of a department: how many rows does it have here?
SELECT e.department_id, e.id
FROM Employees AS e
WHERE e.salary = (SELECT MAX(o.salary) FROM Employees AS o WHERE o.department_id = e.department_id);
