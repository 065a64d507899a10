-- Idea: CASE counts 1 for NULL.
SELECT id, name
FROM Employees
WHERE CASE WHEN salary IS NULL THEN 1 ELSE 0 END = 1;
