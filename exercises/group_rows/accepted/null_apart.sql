-- Idea: those of departments, and below them those without.
SELECT department_id, COUNT(*) FROM Employees WHERE department_id IS NOT NULL GROUP BY department_id
UNION ALL
SELECT NULL, COUNT(*) FROM Employees WHERE department_id IS NULL HAVING COUNT(*) > 0;
