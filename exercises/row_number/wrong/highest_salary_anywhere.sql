-- An employee is here who earns what is the highest salary of some department, and not the own.
-- Connect the inner query with the department.
SELECT department_id, MIN(id)
FROM Employees
WHERE department_id IS NOT NULL
  AND salary IN (SELECT MAX(salary) FROM Employees GROUP BY department_id)
GROUP BY department_id;
