-- The average is too low: COUNT(*) counts the employees without a salary too.
-- By how many must the sum be divided? There is a function that does it right.
SELECT SUM(salary), SUM(salary) / COUNT(*), MIN(salary), MAX(salary)
FROM Employees;
