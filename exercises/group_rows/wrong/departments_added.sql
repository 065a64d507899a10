-- The second column adds up the department's own id, once for each employee.
-- Which function counts?
SELECT department_id, SUM(department_id)
FROM Employees
GROUP BY department_id;
