SELECT name, salary
FROM Employees;
