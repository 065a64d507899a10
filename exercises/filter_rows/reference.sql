SELECT id, name
FROM Employees
WHERE salary > 5000;
