-- Employees without a department are compared with each other here: to PARTITION BY all NULLs are one department.
-- Leave them out before.
SELECT id, name
FROM (SELECT *, AVG(salary) OVER (PARTITION BY department_id) AS average FROM Employees) AS beside
WHERE salary > average;
