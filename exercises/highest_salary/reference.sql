SELECT id, name
FROM Employees
WHERE salary = (SELECT MAX(salary) FROM Employees);
