-- These earn the lowest salary.
-- Look at the function in the brackets.
SELECT id, name
FROM Employees
WHERE salary = (SELECT MIN(salary) FROM Employees);
