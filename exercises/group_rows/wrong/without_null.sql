-- The group of those without a department is missing.
-- Look at WHERE.
SELECT department_id, COUNT(*)
FROM Employees
WHERE department_id IS NOT NULL
GROUP BY department_id;
