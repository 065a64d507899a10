SELECT id, name
FROM Employees
WHERE salary IS NULL;
