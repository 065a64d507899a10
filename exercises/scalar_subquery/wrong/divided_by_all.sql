-- The average is too low: COUNT(*) counts the employees without a salary too.
-- By how many must the sum be divided?
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT SUM(salary) / COUNT(*) FROM Employees);
