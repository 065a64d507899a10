-- Idea: a comparison that takes NULL for a value.
SELECT id, name
FROM Employees
WHERE salary IS NOT DISTINCT FROM NULL;
