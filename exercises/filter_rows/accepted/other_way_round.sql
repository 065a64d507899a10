-- Idea: 5,000 is less than the salary.
SELECT id, name
FROM Employees
WHERE 5000 < salary;
