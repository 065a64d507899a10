SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC, name;
