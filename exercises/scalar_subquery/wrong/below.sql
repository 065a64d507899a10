-- These are the ones who earn less than the average.
-- Which way does the sign open?
SELECT id, name, salary
FROM Employees
WHERE salary < (SELECT AVG(salary) FROM Employees);
