-- Who comes first? And is DESC good for both columns?
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary, name DESC;
