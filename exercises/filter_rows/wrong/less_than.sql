-- These are the employees who earn less than 5,000.
-- Which way does the sign in WHERE open?
SELECT id, name
FROM Employees
WHERE salary < 5000;
